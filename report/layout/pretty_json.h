// PrettyJson: a JSON text with line breaks, for people to copy.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace keyward::report {

// PrettyJson indents by two spaces; the order of members stays. `json` must be valid.
std::string PrettyJson(std::string_view json);

// Indented puts `spaces` spaces before every line; the last line ends with a line break.
std::string Indented(std::string_view text, size_t spaces);

}  // namespace keyward::report
