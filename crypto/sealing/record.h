// Record: the bytes of sealed records, written and read field by field.
//
// Promise   a reader never goes past the end; what is missing reads as zeros and leaves ok() false.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace keyward::crypto {

// RecordKind opens every record: four characters, then the format number.
enum class RecordKind : uint8_t { kSeal, kDomainKey, kMaterial };

// RecordWriter appends fields; numbers are big-endian, names have their size (16 bits) before them.
class RecordWriter {
 public:
  explicit RecordWriter(RecordKind kind);

  RecordWriter& Number(uint32_t number);
  RecordWriter& Raw(ByteView bytes);
  // Name expects at most 65535 bytes.
  RecordWriter& Name(std::string_view name);

  const Bytes& bytes() const { return bytes_; }
  Bytes Take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

// RecordReader takes fields off the front.
class RecordReader {
 public:
  // Open checks kind and format. Fails with kCorrupt on another kind, kVersion on a later format.
  static Result<RecordReader> Open(RecordKind kind, ByteView record);

  uint32_t Number();
  std::string Name();
  template <size_t kSize>
  std::array<uint8_t, kSize> Raw() {
    std::array<uint8_t, kSize> raw{};
    const ByteView bytes = Next(kSize);
    for (size_t i = 0; i < bytes.size(); ++i) raw[i] = bytes[i];
    return raw;
  }

  // offset is where the next field begins.
  size_t offset() const { return offset_; }
  // rest is what no field has taken.
  ByteView rest() const { return record_.subspan(offset_); }
  // ok tells whether every field so far was there.
  bool ok() const { return ok_; }

 private:
  explicit RecordReader(ByteView record) : record_(record) {}
  ByteView Next(size_t size);

  ByteView record_;
  size_t offset_ = 0;
  bool ok_ = true;
};

// CutShort is the error of a record whose reader is not ok().
tl::unexpected<Error> CutShort(RecordKind kind);

}  // namespace keyward::crypto
