// BytesWriter, BytesReader: the parts of a stored record, one behind the other.
//
// Flow      values --BytesWriter--> record bytes --BytesReader--> values, or not ok()
// Promise   numbers are big-endian, texts and blobs carry their length in four bytes. Reading is
//           total: a cut or changed record makes the reader not ok, and whatever it gives from then
//           on is empty; it never reads or reserves past the bytes at hand.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "kms/value.h"

namespace keyward::kms {

class BytesWriter {
 public:
  void Number(uint64_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out_.push_back(static_cast<uint8_t>(number >> (8 * i)));
  }
  void Flag(bool flag) { Number(flag ? 1 : 0, 1); }
  template <typename Enum>
  void Choice(Enum value) {
    Number(static_cast<uint64_t>(value), 1);
  }
  void Text(std::string_view text) { Blob(AsBytes(text)); }
  void Blob(ByteView bytes) {
    Number(bytes.size(), 4);
    out_.insert(out_.end(), bytes.begin(), bytes.end());
  }
  void Time(Timestamp time) { Number(static_cast<uint64_t>(time.time_since_epoch().count()), 8); }
  void MaybeTime(std::optional<Timestamp> time) {
    Flag(time.has_value());
    if (time) Time(*time);
  }

  Bytes Take() { return std::move(out_); }

 private:
  Bytes out_;
};

class BytesReader {
 public:
  explicit BytesReader(ByteView bytes) : rest_(bytes) {}

  uint64_t Number(size_t bytes) {
    if (!Need(bytes)) return 0;
    uint64_t number = 0;
    for (size_t i = 0; i < bytes; ++i) number = number << 8 | rest_[i];
    rest_ = rest_.subspan(bytes);
    return number;
  }
  bool Flag() { return Choice(2) == 1; }
  // Choice reads a number below `count`.
  uint64_t Choice(size_t count) {
    const uint64_t choice = Number(1);
    if (choice >= count) ok_ = false;
    return ok_ ? choice : 0;
  }
  ByteView Blob() {
    const auto size = static_cast<size_t>(Number(4));
    if (!Need(size)) return {};
    const ByteView blob = rest_.first(size);
    rest_ = rest_.subspan(size);
    return blob;
  }
  std::string Text() { return std::string(AsText(Blob())); }
  Timestamp Time() {
    // Milliseconds beyond the year 9999 are no time that was ever written.
    constexpr int64_t kEnd = 253402300800000;
    const auto count = static_cast<int64_t>(Number(8));
    if (count <= -kEnd || count >= kEnd) ok_ = false;
    return Timestamp(std::chrono::milliseconds(ok_ ? count : 0));
  }
  std::optional<Timestamp> MaybeTime() {
    if (!Flag()) return std::nullopt;
    return Time();
  }
  // Count reads how many elements follow, each of at least one byte.
  size_t Count() {
    const auto count = static_cast<size_t>(Number(4));
    return Need(count) ? count : 0;
  }

  bool ok() const { return ok_; }
  // Finished: all was read, and nothing is left over.
  bool Finished() const { return ok_ && rest_.empty(); }
  void Refuse() { ok_ = false; }

 private:
  bool Need(size_t bytes) {
    if (bytes > rest_.size()) ok_ = false;
    return ok_;
  }

  ByteView rest_;
  bool ok_ = true;
};

}  // namespace keyward::kms
