#include "base/source.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/check.h"

namespace keyward {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// LineStarts lists where lines begin. LF, CR LF and a lone CR end a line, as editors see it.
std::vector<uint32_t> LineStarts(std::string_view text) {
  std::vector<uint32_t> starts = {0};
  for (size_t at = text.find_first_of("\r\n"); at != std::string_view::npos;
       at = text.find_first_of("\r\n", at)) {
    at += text.substr(at, 2) == "\r\n" ? 2 : 1;
    starts.push_back(static_cast<uint32_t>(at));
  }
  return starts;
}

// SegmentAt is the segment that byte `offset` of the embedded text belongs to.
const Segment& SegmentAt(const std::vector<Segment>& segments, uint32_t offset) {
  const auto behind = std::upper_bound(
      segments.begin(), segments.end(), offset,
      [](uint32_t value, const Segment& segment) { return value < segment.begin; });
  return behind == segments.begin() ? segments.front() : *(behind - 1);
}

uint32_t HostBegin(const std::vector<Segment>& segments, uint32_t offset) {
  const Segment& segment = SegmentAt(segments, offset);
  if (!segment.verbatim || offset < segment.begin) return segment.host_begin;
  return std::min(segment.host_begin + (offset - segment.begin), segment.host_end);
}

// HostEnd maps an end: it stands behind the byte before it, not before the byte behind it, so that
// a span never reaches over an escape sequence that it does not cover.
uint32_t HostEnd(const std::vector<Segment>& segments, uint32_t offset) {
  if (offset == 0) return segments.front().host_begin;
  const Segment& segment = SegmentAt(segments, offset - 1);
  if (!segment.verbatim) return segment.host_end;
  return std::min(segment.host_begin + (offset - segment.begin), segment.host_end);
}

}  // namespace

Span MapToHost(const std::vector<Segment>& segments, size_t text_size, Span span) {
  if (segments.empty()) return span;
  const uint32_t size = static_cast<uint32_t>(text_size);
  const uint32_t begin = std::min(span.begin, size);
  const uint32_t end = std::max(begin, std::min(span.end, size));
  if (begin == end) {
    const uint32_t point = begin < size ? HostBegin(segments, begin) : HostEnd(segments, begin);
    return Span{point, point};
  }
  return Span{HostBegin(segments, begin), HostEnd(segments, end)};
}

Result<SourcePtr> Source::Create(std::string name, std::string bytes) {
  if (bytes.size() > kMaxSourceBytes) {
    return Fail(ErrorCode::kTooLarge,
                "the text is larger than " + std::to_string(kMaxSourceBytes) + " bytes",
                std::move(name));
  }
  std::shared_ptr<Source> source(new Source());
  source->had_byte_order_mark_ = bytes.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0;
  if (source->had_byte_order_mark_) bytes.erase(0, kByteOrderMark.size());
  source->name_ = std::move(name);
  source->text_ = std::move(bytes);
  source->line_starts_ = LineStarts(source->text_);
  const size_t invalid = InvalidUtf8At(source->text_);
  if (invalid < source->text_.size()) {
    return Fail(ErrorCode::kInvalidUtf8, "the text is not UTF-8", source->name_,
                source->PositionAt(static_cast<uint32_t>(invalid)),
                "save the file with the encoding UTF-8");
  }
  return SourcePtr(std::move(source));
}

SourcePtr Source::Embed(SourcePtr host, std::string text, std::vector<Segment> segments) {
  KEYWARD_CHECK(host != nullptr);
  KEYWARD_CHECK(text.size() <= kMaxSourceBytes);
  KEYWARD_CHECK(!segments.empty() && segments.front().begin == 0);
  std::shared_ptr<Source> source(new Source());
  source->name_ = host->name_;
  source->text_ = std::move(text);
  source->line_starts_ = LineStarts(source->text_);
  source->segments_ = std::move(segments);
  source->host_ = std::move(host);
  return source;
}

SourcePtr Source::Slice(SourcePtr host, Span span) {
  KEYWARD_CHECK(host != nullptr);
  const uint32_t size = static_cast<uint32_t>(host->text_.size());
  const uint32_t begin = std::min(span.begin, size);
  const uint32_t end = std::max(begin, std::min(span.end, size));
  std::string text = host->text_.substr(begin, end - begin);
  return Embed(std::move(host), std::move(text), {Segment{0, begin, end, true}});
}

Position Source::PositionAt(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  while (offset > 0 && offset < text_.size() && IsContinuation(text_[offset])) --offset;
  const auto behind = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const uint32_t line = static_cast<uint32_t>(behind - line_starts_.begin());
  const auto begin = text_.begin() + line_starts_[line - 1];
  const auto characters =
      std::count_if(begin, text_.begin() + offset, [](char byte) { return !IsContinuation(byte); });
  return Position{line, static_cast<uint32_t>(characters) + 1, offset};
}

Location Source::Locate(Span span) const {
  const Source* source = this;
  while (source->host_ != nullptr) {
    span = MapToHost(source->segments_, source->text_.size(), span);
    source = source->host_.get();
  }
  const uint32_t size = static_cast<uint32_t>(source->text_.size());
  span.begin = std::min(span.begin, size);
  span.end = std::max(span.begin, std::min(span.end, size));
  Location location;
  location.file = source->name_;
  location.start = source->PositionAt(span.begin);
  location.end = source->PositionAt(span.end);
  location.span = span;
  location.line = source->LineAt(location.start.line);
  return location;
}

std::string_view Source::LineAt(uint32_t number) const {
  if (number == 0 || number > line_starts_.size()) return {};
  const uint32_t begin = line_starts_[number - 1];
  const size_t end = number < line_starts_.size() ? line_starts_[number] : text_.size();
  std::string_view line = std::string_view(text_).substr(begin, end - begin);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (number < line_starts_.size() && line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

uint32_t Source::LineCount() const { return static_cast<uint32_t>(line_starts_.size()); }

}  // namespace keyward
