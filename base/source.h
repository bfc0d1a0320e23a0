// Source: a text, its name and its lines; the root of every position that Keyward prints.
//
// Flow      bytes --Create--> Source --Parse--> SyntaxTree
//           host Source + decoded text + segments --Embed--> Source of a policy in a larger file
// Promise   valid UTF-8 without a byte order mark; immutable, shared between threads.
// Limits    at most kMaxSourceBytes, so that a Span's 32 bits suffice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"

namespace keyward {

// kMaxSourceBytes: the largest text a Source takes (host files; policies have limits of their own).
inline constexpr size_t kMaxSourceBytes = size_t{1} << 30;

// Segment: from `begin` on, byte i of an embedded text stands at byte host_begin + (i - begin) of
// its host. `verbatim` is false where the whole run [begin, next segment) stands for one escape
// sequence of the host (`\n`, `\u00e9`): then it maps to [host_begin, host_end) as a whole.
struct Segment {
  uint32_t begin = 0;
  uint32_t host_begin = 0;
  uint32_t host_end = 0;
  bool verbatim = true;
};

// Location: a span of some Source, said in terms of the outermost file.
struct Location {
  std::string_view file;
  Position start;
  Position end;
  Span span;              // in the outermost file
  std::string_view line;  // the whole first line, without its line break
};

class Source;
using SourcePtr = std::shared_ptr<const Source>;

class Source {
 public:
  // Create takes the bytes of a whole file or document. A UTF-8 byte order mark at the start is
  // skipped (offsets then count from behind it). Errors: kInvalidUtf8 (with the position of the
  // first bad byte), kTooLarge.
  static Result<SourcePtr> Create(std::string name, std::string bytes);

  // Embed makes the Source of a text that stands inside `host`: `segments` (ascending, the first
  // at 0) say where. Used for a policy inside a JSON string, a plan, a template or a scenario.
  static SourcePtr Embed(SourcePtr host, std::string text, std::vector<Segment> segments);

  // Slice is Embed for a part of `host` that is taken as it stands.
  static SourcePtr Slice(SourcePtr host, Span span);

  const std::string& name() const { return name_; }  // the outermost file's name
  std::string_view text() const { return text_; }
  const SourcePtr& host() const { return host_; }  // null for an outermost Source
  bool had_byte_order_mark() const { return had_byte_order_mark_; }

  // PositionAt says where `offset` stands in this text (not in the host). Clamped to the end.
  Position PositionAt(uint32_t offset) const;

  // Locate maps a span of this text to the outermost file.
  Location Locate(Span span) const;

  // LineAt is the text of line `number` (from 1) of this text, without its line break; empty when
  // there is no such line. LineCount counts lines; a text without line breaks has one.
  std::string_view LineAt(uint32_t number) const;
  uint32_t LineCount() const;

 private:
  Source() = default;

  std::string name_;
  std::string text_;
  SourcePtr host_;
  std::vector<Segment> segments_;
  std::vector<uint32_t> line_starts_;
  bool had_byte_order_mark_ = false;
};

// MapToHost maps a span of an embedded text of `text_size` bytes to its host, by `segments`. A span
// that touches an escape sequence covers all of it; an empty span stays empty.
Span MapToHost(const std::vector<Segment>& segments, size_t text_size, Span span);

// InvalidUtf8At is the offset of the first byte that is not part of a well-formed UTF-8 sequence
// (RFC 3629: no surrogates, no overlong forms), or text.size().
size_t InvalidUtf8At(std::string_view text);

}  // namespace keyward
