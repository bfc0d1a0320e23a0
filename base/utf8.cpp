#include <cstring>

#include "base/source.h"

namespace keyward {
namespace {

// Follow: what may stand behind a lead byte. RFC 3629 narrows the second byte's range where a
// wider one would allow overlong forms, surrogates or code points above U+10FFFF.
struct Follow {
  int count = 0;  // continuation bytes; 0 for a byte that cannot lead
  unsigned char second_low = 0x80;
  unsigned char second_high = 0xBF;
};

Follow FollowOf(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {1, 0x80, 0xBF};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2, 0x80, 0xBF};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead >= 0xF1 && lead <= 0xF3) return {3, 0x80, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  return {};
}

// SequenceSize is the length of the multi-byte sequence at `at`, or 0 if it is not well formed.
size_t SequenceSize(std::string_view text, size_t at) {
  const auto byte = [&](size_t index) { return static_cast<unsigned char>(text[index]); };
  const Follow follow = FollowOf(byte(at));
  const size_t size = static_cast<size_t>(follow.count) + 1;
  if (follow.count == 0 || text.size() - at < size) return 0;
  if (byte(at + 1) < follow.second_low || byte(at + 1) > follow.second_high) return 0;
  for (size_t i = 2; i < size; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  }
  return size;
}

}  // namespace

size_t InvalidUtf8At(std::string_view text) {
  constexpr uint64_t kHighBits = 0x8080808080808080u;
  size_t at = 0;
  while (at < text.size()) {
    // Most text is ASCII: eight bytes a step.
    uint64_t word = 0;
    if (text.size() - at >= sizeof word) {
      std::memcpy(&word, text.data() + at, sizeof word);
      if ((word & kHighBits) == 0) {
        at += sizeof word;
        continue;
      }
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const size_t size = SequenceSize(text, at);
    if (size == 0) return at;
    at += size;
  }
  return text.size();
}

}  // namespace keyward
