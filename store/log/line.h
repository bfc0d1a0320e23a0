// Line: a record with its place in the chain, as one line of a log file.
//
// Flow      record + Link --WriteChainMember--> line --ParseLine--> Line --RecordDigest, LinkDigest--> does it hold?
// Promise   one spelling for each line: ParseLine takes what WriteChainMember writes and nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/decision_log.h"

namespace keyward::store {

using crypto::Sha256Digest;

// kMaxChainMemberBytes: no chain member is longer, with its comma and the closing brace.
inline constexpr size_t kMaxChainMemberBytes = 384;

// kMaxLineBytes: no line is longer, without its line break.
inline constexpr size_t kMaxLineBytes = kMaxRecordBytes + kMaxChainMemberBytes;

// Link: what the chain says about one line, apart from the digests.
struct Link {
  uint64_t sequence = 0;
  int64_t time = 0;  // milliseconds since 1970
  std::string_view id;

  friend bool operator==(const Link&, const Link&) = default;
};

// Line: the parts of one line; views into it.
struct Line {
  std::string_view record;  // without its closing brace
  Link link;
  Sha256Digest previous = {};
  Sha256Digest digest = {};

  LogHead head() const { return {link.sequence, digest}; }
};

// StartDigest is what the first line of the log `log_id` is linked to.
Sha256Digest StartDigest(std::string_view log_id);

// RecordDigest hashes a record without its closing brace; it needs no other line.
Sha256Digest RecordDigest(std::string_view open_record);

// LinkDigest chains a record's digest to the line before it.
Sha256Digest LinkDigest(const Sha256Digest& previous, const Sha256Digest& record, const Link& link);

// DigestOf is the digest that `line` should have, by its own words.
Sha256Digest DigestOf(const Line& line);

// WriteChainMember appends to `text` what follows an open record: `,"chain":{…}}` and a line break.
void WriteChainMember(std::string& text, const Link& link, const Sha256Digest& previous,
                      const Sha256Digest& digest);

// ParseLine reads a line, given without its line break; nothing if it has another form.
std::optional<Line> ParseLine(std::string_view line);

// IsRecordId tells whether `id` may stand in a line.
bool IsRecordId(std::string_view id);

}  // namespace keyward::store
