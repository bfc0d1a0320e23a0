// HashKeyed: a hash of texts that others choose, which they cannot make collide.
//
// Promise   SipHash-1-3 under a key that each process draws for itself. Not for anything that is
//           stored or shown.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <random>
#include <string_view>

namespace keyward::store {

// SipHash is SipHash-c-d with c rounds a word and d at the end, of `text` under `key`.
template <int kRounds, int kLastRounds>
inline uint64_t SipHash(const std::array<uint64_t, 2>& key, std::string_view text) {
  static_assert(std::endian::native == std::endian::little);
  uint64_t v0 = key[0] ^ 0x736f6d6570736575, v1 = key[1] ^ 0x646f72616e646f6d;
  uint64_t v2 = key[0] ^ 0x6c7967656e657261, v3 = key[1] ^ 0x7465646279746573;
  const auto mix = [&](int rounds) {
    for (int i = 0; i < rounds; ++i) {
      v0 += v1, v1 = std::rotl(v1, 13) ^ v0, v0 = std::rotl(v0, 32);
      v2 += v3, v3 = std::rotl(v3, 16) ^ v2;
      v0 += v3, v3 = std::rotl(v3, 21) ^ v0;
      v2 += v1, v1 = std::rotl(v1, 17) ^ v2, v2 = std::rotl(v2, 32);
    }
  };
  const auto add = [&](uint64_t word) {
    v3 ^= word;
    mix(kRounds);
    v0 ^= word;
  };
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    add(word);
  }
  uint64_t last = 0;
  std::memcpy(&last, text.data() + at, text.size() - at);
  add(last | uint64_t{text.size()} << 56);
  v2 ^= 0xFF;
  mix(kLastRounds);
  return v0 ^ v1 ^ v2 ^ v3;
}

// HashKeyed is the hash of `text` under this process's own key.
inline uint64_t HashKeyed(std::string_view text) {
  static const std::array<uint64_t, 2> key = [] {
    std::random_device random;
    const auto word = [&] { return uint64_t{random()} << 32 | random(); };
    return std::array<uint64_t, 2>{word(), word()};
  }();
  return SipHash<1, 3>(key, text);
}

}  // namespace keyward::store
