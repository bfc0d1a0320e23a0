// DescribeFound: what stands at a place of the text, in words, for "expected ..., found ...".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keyward::grammar {

// CharacterSize is the number of bytes of the UTF-8 character at `at`; at least 1.
uint32_t CharacterSize(std::string_view text, uint32_t at);

// DescribeFound names the token or the character at `at`, or the end of the text.
std::string DescribeFound(std::string_view text, uint32_t at);

// DescribeCharacter names one code point: U+2014, and the character itself where it can be shown.
std::string DescribeCharacter(std::string_view text, uint32_t at);

}  // namespace keyward::grammar
