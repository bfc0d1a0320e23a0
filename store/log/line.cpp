#include "store/log/line.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/check.h"
#include "store/log/text.h"

namespace keyward::store {
namespace {

constexpr std::string_view kOpening = ",\"chain\":{\"sequence\":";
constexpr std::string_view kTime = ",\"time\":\"";
constexpr std::string_view kId = "\",\"id\":\"";
constexpr std::string_view kPrevious = "\",\"previous\":\"";
constexpr std::string_view kDigest = "\",\"digest\":\"";
constexpr std::string_view kEnd = "\"}}";

uint8_t* PutBigEndian(uint8_t* out, uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) *out++ = static_cast<uint8_t>(number >> shift);
  return out;
}

bool TakeDigest(Cursor& cursor, Sha256Digest& digest) {
  const auto text = cursor.Take(2 * digest.size());
  return text && ParseHex(*text, digest);
}

// ParseChainMember reads everything behind the open record into `line`.
bool ParseChainMember(std::string_view text, Line& line) {
  Cursor cursor(text);
  if (!cursor.Skip(kOpening)) return false;
  const auto number = cursor.Until(',');
  const auto sequence = number ? ParseNumber(*number) : std::nullopt;
  if (!sequence || !cursor.Skip(kTime)) return false;
  const auto time_text = cursor.Take(kTimeBytes);
  const auto time = time_text ? ParseTime(*time_text) : std::nullopt;
  if (!time) return false;
  line.link = {*sequence, *time, {}};
  if (cursor.Skip(kId)) {
    const auto id = cursor.Until('"');
    if (!id || !IsRecordId(*id)) return false;
    line.link.id = *id;
  }
  return cursor.Skip(kPrevious) && TakeDigest(cursor, line.previous) && cursor.Skip(kDigest) &&
         TakeDigest(cursor, line.digest) && cursor.Skip(kEnd) && cursor.done();
}

}  // namespace

Sha256Digest StartDigest(std::string_view log_id) {
  return crypto::Sha256(AsBytes("keyward-decision-log-1\n" + std::string(log_id)));
}

Sha256Digest RecordDigest(std::string_view open_record) {
  return crypto::Sha256(AsBytes(open_record));
}

Sha256Digest LinkDigest(const Sha256Digest& previous, const Sha256Digest& record,
                        const Link& link) {
  std::array<uint8_t, 2 * sizeof(Sha256Digest) + 16 + kMaxRecordIdBytes> bytes;
  KEYWARD_CHECK(link.id.size() <= kMaxRecordIdBytes);
  uint8_t* out = std::copy(previous.begin(), previous.end(), bytes.data());
  out = std::copy(record.begin(), record.end(), out);
  out = PutBigEndian(out, link.sequence);
  out = PutBigEndian(out, static_cast<uint64_t>(link.time));
  out = std::copy(link.id.begin(), link.id.end(), out);
  return crypto::Sha256({bytes.data(), static_cast<size_t>(out - bytes.data())});
}

Sha256Digest DigestOf(const Line& line) {
  return LinkDigest(line.previous, RecordDigest(line.record), line.link);
}

void WriteChainMember(std::string& text, const Link& link, const Sha256Digest& previous,
                      const Sha256Digest& digest) {
  text += kOpening;
  AppendNumber(text, link.sequence);
  text += kTime;
  AppendTime(text, link.time);
  if (!link.id.empty()) {
    text += kId;
    text += link.id;
  }
  text += kPrevious;
  AppendHex(text, previous);
  text += kDigest;
  AppendHex(text, digest);
  text += kEnd;
  text += '\n';
}

std::optional<Line> ParseLine(std::string_view line) {
  if (line.size() > kMaxLineBytes || line.substr(0, 2) != "{\"") return {};
  const size_t at = line.rfind(kOpening);  // nothing behind it is free text
  if (at == std::string_view::npos || line.size() - at > kMaxChainMemberBytes) return {};
  if (line.find('\0') != std::string_view::npos) return {};
  Line parts;
  parts.record = line.substr(0, at);
  if (!ParseChainMember(line.substr(at), parts)) return {};
  return parts;
}

bool IsRecordId(std::string_view id) {
  return !id.empty() && id.size() <= kMaxRecordIdBytes &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == ':' || c == '_' || c == '.' || c == '-';
         });
}

}  // namespace keyward::store
