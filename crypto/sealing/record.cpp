#include "crypto/sealing/record.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/check.h"

namespace keyward::crypto {
namespace {

constexpr size_t kOpeningSize = 5;
constexpr uint8_t kFormat = 1;

struct KindWords {
  std::string_view opening;
  std::string_view name;
};

KindWords WordsOf(RecordKind kind) {
  switch (kind) {
    case RecordKind::kSeal: return {"KWsl", "the seal"};
    case RecordKind::kDomainKey: return {"KWdk", "a domain key"};
    case RecordKind::kMaterial: return {"KWmt", "sealed key material"};
  }
  return {};
}

}  // namespace

RecordWriter::RecordWriter(RecordKind kind) {
  Raw(AsBytes(WordsOf(kind).opening));
  bytes_.push_back(kFormat);
}

RecordWriter& RecordWriter::Number(uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes_.push_back(static_cast<uint8_t>(number >> shift));
  }
  return *this;
}

RecordWriter& RecordWriter::Raw(ByteView bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return *this;
}

RecordWriter& RecordWriter::Name(std::string_view name) {
  KEYWARD_CHECK(name.size() <= 0xffff);
  bytes_.push_back(static_cast<uint8_t>(name.size() >> 8));
  bytes_.push_back(static_cast<uint8_t>(name.size()));
  return Raw(AsBytes(name));
}

Result<RecordReader> RecordReader::Open(RecordKind kind, ByteView record) {
  const KindWords words = WordsOf(kind);
  if (record.size() < kOpeningSize || AsText(record.first(4)) != words.opening) {
    return Fail(ErrorCode::kCorrupt, fmt::format("the bytes are not the record of {}", words.name));
  }
  if (record[4] != kFormat) {
    return Fail(ErrorCode::kVersion,
                fmt::format("the record of {} has format {}; this version knows format {}",
                            words.name, record[4], kFormat),
                {}, {}, "open it with the version of Keyward that wrote it, or a later one");
  }
  RecordReader reader(record);
  reader.offset_ = kOpeningSize;
  return reader;
}

ByteView RecordReader::Next(size_t size) {
  if (!ok_ || record_.size() - offset_ < size) {
    ok_ = false;
    return {};
  }
  offset_ += size;
  return record_.subspan(offset_ - size, size);
}

uint32_t RecordReader::Number() {
  uint32_t number = 0;
  for (const uint8_t byte : Next(4)) number = number << 8 | byte;
  return number;
}

std::string RecordReader::Name() {
  size_t size = 0;
  for (const uint8_t byte : Next(2)) size = size << 8 | byte;
  return std::string(AsText(Next(size)));
}

tl::unexpected<Error> CutShort(RecordKind kind) {
  return Fail(ErrorCode::kCorrupt,
              fmt::format("the record of {} is cut short", WordsOf(kind).name));
}

}  // namespace keyward::crypto
