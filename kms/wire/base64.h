// Base64: standard alphabet with padding (RFC 4648, section 4), as the KMS wire writes blobs (K6.2).
//
// Promise   writes only where the caller says, so that secrets pass through no memory of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/bytes.h"

namespace keyward::kms {

// Base64DecodedSize is how many bytes `text` stands for, by its length and padding; nothing when no
// base64 text has that form.
std::optional<size_t> Base64DecodedSize(std::string_view text);

// DecodeBase64 fills `out`, of exactly Base64DecodedSize(text) bytes. False when a character is not
// of the alphabet, or the unused bits of the last one are not zero; `out` is then to be thrown away.
bool DecodeBase64(std::string_view text, std::span<uint8_t> out);

// Base64Size is the length of the text for `size` bytes.
constexpr size_t Base64Size(size_t size) { return (size + 2) / 3 * 4; }

// EncodeBase64 fills `out`, of exactly Base64Size(bytes.size()) characters.
void EncodeBase64(ByteView bytes, std::span<char> out);

}  // namespace keyward::kms
