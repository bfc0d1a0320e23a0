#include "grammar/host_reader.h"

#include <utility>

#include "base/check.h"
#include "grammar/json/found.h"
#include "grammar/json/string_token.h"

namespace keyward::grammar {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// HostReader walks the text once. Its stack of open objects and arrays is the tree itself: each
// node knows its parent.
class HostReader {
 public:
  HostReader(std::string_view text, SyntaxTree& tree, const HostLimits& limits)
      : text_(text), size_(static_cast<uint32_t>(text.size())), tree_(tree), limits_(limits) {}

  bool Read() {
    SkipSpace();
    if (!ReadValue("a JSON value")) return false;
    while (open_ != kNoNode) {
      if (!ReadNext()) return false;
    }
    SkipSpace();
    return at_ == size_ || Expected("the end of the text");
  }

  HostSyntaxError TakeError() { return std::move(error_); }

 private:
  bool ReadNext();
  bool ReadMember();
  bool ReadValue(const char* expected);
  bool Open(NodeKind kind);
  bool ReadStringValue();
  bool ReadNumber();
  bool ReadWord(NodeKind kind, std::string_view word, const char* expected);
  bool ScanToken(StringScan& scan);
  bool SkipDigits();
  NodeId AddValue(NodeKind kind, Span span);
  void Store(NodeId id, Span token, bool escaped, bool name);

  bool At(char c) const { return at_ < size_ && text_[at_] == c; }
  void SkipSpace() {
    while (at_ < size_ &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
      ++at_;
    }
  }
  bool Refuse(Span span, std::string message) {
    error_ = HostSyntaxError{span, std::move(message)};
    return false;
  }
  bool Expected(const std::string& what) {
    const uint32_t end = at_ < size_ ? at_ + CharacterSize(text_, at_) : at_;
    return Refuse(Span{at_, end}, "expected " + what + ", found " + DescribeFound(text_, at_));
  }

  std::string_view text_;
  uint32_t size_;
  SyntaxTree& tree_;
  HostLimits limits_;
  uint32_t at_ = 0;
  int depth_ = 0;
  NodeId open_ = kNoNode;
  Span name_;  // of the member whose value comes next
  bool name_escaped_ = false;
  bool named_ = false;
  HostSyntaxError error_;
};

// ReadNext reads one member or element of the innermost open object or array, or its end.
bool HostReader::ReadNext() {
  const bool object = tree_.node(open_).kind == NodeKind::kObject;
  const bool first = tree_.node(open_).child_count == 0;
  const char close = object ? '}' : ']';
  SkipSpace();
  if (At(close)) {
    ++at_;
    tree_.SetEnd(open_, at_);
    open_ = tree_.node(open_).parent;
    --depth_;
    return true;
  }
  if (!first) {
    if (!At(',')) {
      return Expected(object ? "',' or '}' after this member" : "',' or ']' after this value");
    }
    ++at_;
    SkipSpace();
  }
  if (object) return ReadMember();
  return ReadValue(first ? "a value or ']'" : "a value after ','");
}

bool HostReader::ReadMember() {
  if (!At('"')) {
    const bool first = tree_.node(open_).child_count == 0;
    return Expected(first ? "a member name in double quotes or '}'"
                          : "a member name in double quotes after ','");
  }
  name_.begin = at_;
  StringScan scan;
  if (!ScanToken(scan)) return false;
  name_.end = at_;
  name_escaped_ = scan.escaped;
  named_ = true;
  SkipSpace();
  if (!At(':')) return Expected("':' after the member name");
  ++at_;
  SkipSpace();
  return ReadValue("a value after ':'");
}

bool HostReader::ReadValue(const char* expected) {
  if (at_ == size_) return Expected(expected);
  switch (text_[at_]) {
    case '{': return Open(NodeKind::kObject);
    case '[': return Open(NodeKind::kArray);
    case '"': return ReadStringValue();
    case 't': return ReadWord(NodeKind::kTrue, "true", expected);
    case 'f': return ReadWord(NodeKind::kFalse, "false", expected);
    case 'n': return ReadWord(NodeKind::kNull, "null", expected);
    default: break;
  }
  if (text_[at_] == '-' || IsDigit(text_[at_])) return ReadNumber();
  return Expected(expected);
}

bool HostReader::Open(NodeKind kind) {
  if (depth_ == limits_.max_depth) {
    return Refuse(Span{at_, at_ + 1}, "objects and arrays are nested deeper than " +
                                          std::to_string(limits_.max_depth) + " levels");
  }
  ++depth_;
  open_ = AddValue(kind, Span{at_, at_ + 1});
  ++at_;
  return true;
}

bool HostReader::ReadStringValue() {
  const uint32_t begin = at_;
  StringScan scan;
  if (!ScanToken(scan)) return false;
  const Span token{begin, at_};
  Store(AddValue(NodeKind::kString, token), token, scan.escaped, false);
  return true;
}

bool HostReader::SkipDigits() {
  if (at_ == size_ || !IsDigit(text_[at_])) return Expected("a digit");
  while (at_ < size_ && IsDigit(text_[at_])) ++at_;
  return true;
}

bool HostReader::ReadNumber() {
  const uint32_t begin = at_;
  if (At('-')) ++at_;
  if (At('0')) {
    ++at_;
    if (at_ < size_ && IsDigit(text_[at_])) {
      return Refuse(Span{begin, at_}, "a number cannot begin with '0' and a digit");
    }
  } else if (!SkipDigits()) {
    return false;
  }
  if (At('.')) {
    ++at_;
    if (!SkipDigits()) return false;
  }
  if (At('e') || At('E')) {
    ++at_;
    if (At('+') || At('-')) ++at_;
    if (!SkipDigits()) return false;
  }
  const Span span{begin, at_};
  tree_.SetText(AddValue(NodeKind::kNumber, span), text_.substr(begin, at_ - begin));
  return true;
}

bool HostReader::ReadWord(NodeKind kind, std::string_view word, const char* expected) {
  if (text_.substr(at_, word.size()) != word) return Expected(expected);
  const uint32_t begin = at_;
  at_ += static_cast<uint32_t>(word.size());
  AddValue(kind, Span{begin, at_});
  return true;
}

bool HostReader::ScanToken(StringScan& scan) {
  scan = ScanString(text_, at_);
  if (scan.fault != StringFault::kNone) return Refuse(scan.place, FaultMessage(text_, scan));
  at_ = scan.end;
  return true;
}

NodeId HostReader::AddValue(NodeKind kind, Span span) {
  const NodeId id = tree_.Add(open_, kind, span);
  if (named_) {
    Store(id, name_, name_escaped_, true);
    named_ = false;
  }
  return id;
}

void HostReader::Store(NodeId id, Span token, bool escaped, bool name) {
  if (!escaped) {
    const std::string_view content = text_.substr(token.begin + 1, token.end - token.begin - 2);
    name ? tree_.SetName(id, content, token) : tree_.SetText(id, content);
    return;
  }
  name ? tree_.SetName(id, {}, token) : tree_.SetText(id, {});
  StringRuns runs(text_, token);
  for (StringRun run; runs.Next(run);) {
    name ? tree_.ExtendName(id, run.decoded) : tree_.ExtendText(id, run.decoded);
  }
}

// SegmentsOf lists the runs of a string's content; `size` becomes the decoded content's size.
std::vector<Segment> SegmentsOf(std::string_view text, Span token, uint32_t& size) {
  std::vector<Segment> segments;
  StringRuns runs(text, token);
  for (StringRun run; runs.Next(run);) {
    segments.push_back(Segment{size, run.place.begin, run.place.end, run.verbatim});
    size += static_cast<uint32_t>(run.decoded.size());
  }
  if (segments.empty()) segments.push_back(Segment{0, token.begin + 1, token.begin + 1, true});
  return segments;
}

}  // namespace

std::optional<HostSyntaxError> ReadHost(std::string_view text, SyntaxTree& tree,
                                        const HostLimits& limits) {
  tree.Clear();
  if (text.size() > kMaxSourceBytes) {
    return HostSyntaxError{Span{},
                           "the text is larger than " + std::to_string(kMaxSourceBytes) + " bytes"};
  }
  const uint32_t invalid = static_cast<uint32_t>(InvalidUtf8At(text));
  if (invalid < text.size()) {
    return HostSyntaxError{Span{invalid, invalid + 1}, "the text is not UTF-8"};
  }
  HostReader reader(text, tree, limits);
  if (reader.Read()) return std::nullopt;
  return reader.TakeError();
}

Result<SyntaxTree> ReadHostFile(const Source& source, const HostLimits& limits) {
  SyntaxTree tree;
  std::optional<HostSyntaxError> error = ReadHost(source.text(), tree, limits);
  if (!error) return tree;
  const Location location = source.Locate(error->span);
  return Fail(ErrorCode::kInvalidInput, std::move(error->message), std::string(location.file),
              location.start);
}

std::vector<Segment> StringSegments(std::string_view text, Span span) {
  uint32_t size = 0;
  return SegmentsOf(text, span, size);
}

Span SpanInString(std::string_view text, Span span, uint32_t begin, uint32_t end) {
  uint32_t size = 0;
  const std::vector<Segment> segments = SegmentsOf(text, span, size);
  return MapToHost(segments, size, Span{begin, end});
}

SourcePtr EmbedString(const SourcePtr& host, const SyntaxTree& tree, NodeId node) {
  KEYWARD_CHECK(tree.node(node).kind == NodeKind::kString);
  return Source::Embed(host, std::string(tree.text(node)),
                       StringSegments(host->text(), tree.node(node).span));
}

}  // namespace keyward::grammar
