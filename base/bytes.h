// Bytes: sequences of octets that are no text and no secret.
//
// Promise   plain owners and views; secrets have their own type in crypto/.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace keyward {

using Bytes = std::vector<uint8_t>;
using ByteView = std::span<const uint8_t>;

// AsBytes views a text's octets.
inline ByteView AsBytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// AsText views octets as text, without a look at them.
inline std::string_view AsText(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace keyward
