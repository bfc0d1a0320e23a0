#include "grammar/policy_string.h"

#include <algorithm>
#include <utility>

#include "grammar/antlr/string_parser.h"

namespace keyward::grammar {
namespace {

using antlr::TemplateToken;
using antlr::TemplateTokenKind;

constexpr std::string_view kOpen = "${";

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// TemplateBuilder puts pieces together, adjacent literals into one.
class TemplateBuilder {
 public:
  TemplateBuilder(std::string_view text, bool wildcards) : text_(text), wildcards_(wildcards) {}

  void AddLiteral(uint32_t begin, uint32_t end, VariableFault fault = VariableFault::kNone) {
    if (begin == end) return;
    if (pieces_.empty() || pieces_.back().kind != PieceKind::kLiteral) {
      pieces_.push_back(Piece{PieceKind::kLiteral, begin, begin, {}, {}, VariableFault::kNone});
    }
    Piece& piece = pieces_.back();
    piece.end = end;
    piece.text.append(text_.substr(begin, end - begin));
    if (fault != VariableFault::kNone) piece.fault = fault;
  }

  void AddWildcard(uint32_t at) {
    if (!wildcards_) return AddLiteral(at, at + 1);
    const PieceKind kind = text_[at] == '*' ? PieceKind::kAnyRun : PieceKind::kAnyOne;
    pieces_.push_back(Piece{kind, at, at + 1, {}, {}, VariableFault::kNone});
  }

  // AddPlain adds text without variables: wildcards and literals. Each `${` in it is unclosed
  // where variables are known.
  void AddPlain(uint32_t begin, uint32_t end, bool variables) {
    const std::string_view special = variables ? "*?$" : "*?";
    while (begin < end) {
      const size_t found = text_.substr(0, end).find_first_of(special, begin);
      const uint32_t stop = found == std::string_view::npos ? end : static_cast<uint32_t>(found);
      AddLiteral(begin, stop);
      begin = stop;
      if (begin == end) return;
      if (text_[begin] != '$') {
        AddWildcard(begin++);
        continue;
      }
      const bool opens = text_.substr(begin, 2) == kOpen;
      AddLiteral(begin, begin + 1, opens ? VariableFault::kMissingBrace : VariableFault::kNone);
      ++begin;
    }
  }

  void AddToken(const TemplateToken& token);

  Template Take() { return std::move(pieces_); }

 private:
  void AddVariable(Span span);
  void AddMalformed(Span span);

  std::string_view text_;
  bool wildcards_;
  Template pieces_;
};

// FaultOf says what is wrong between the braces of a variable that the grammar calls malformed.
VariableFault FaultOf(std::string_view content) {
  if (content.find(kOpen) != std::string_view::npos) return VariableFault::kMissingBrace;
  const std::string_view name = content.substr(0, content.find(','));
  if (name.empty()) return VariableFault::kEmptyName;
  if (std::any_of(name.begin(), name.end(), IsSpace)) return VariableFault::kSpaceInName;
  const bool quoted = content.find_first_of(",'") != std::string_view::npos;
  return quoted ? VariableFault::kMissingQuote : VariableFault::kMissingBrace;
}

void TemplateBuilder::AddToken(const TemplateToken& token) {
  switch (token.kind) {
    case TemplateTokenKind::kText: return AddLiteral(token.span.begin, token.span.end);
    case TemplateTokenKind::kAnyRun:
    case TemplateTokenKind::kAnyOne: return AddWildcard(token.span.begin);
    case TemplateTokenKind::kEscape:
      pieces_.push_back(Piece{PieceKind::kEscape,
                              token.span.begin,
                              token.span.end,
                              std::string(1, text_[token.span.begin + 2]),
                              {},
                              VariableFault::kNone});
      return;
    case TemplateTokenKind::kVariable: return AddVariable(token.span);
    case TemplateTokenKind::kMalformed: return AddMalformed(token.span);
  }
}

void TemplateBuilder::AddVariable(Span span) {
  const std::string_view content = text_.substr(span.begin + 2, span.end - span.begin - 3);
  const size_t comma = content.find(',');
  Piece piece{PieceKind::kVariable, span.begin, span.end, std::string(content.substr(0, comma)), {},
              VariableFault::kNone};
  if (comma != std::string_view::npos) {
    // Behind the name stands `, 'default'`.
    piece.default_text = std::string(content.substr(comma + 3, content.size() - comma - 4));
  }
  pieces_.push_back(std::move(piece));
}

void TemplateBuilder::AddMalformed(Span span) {
  const std::string_view content = text_.substr(span.begin + 2, span.end - span.begin - 3);
  pieces_.push_back(Piece{
      PieceKind::kMalformed, span.begin, span.end, std::string(content), {}, FaultOf(content)});
}

bool IsVendor(std::string_view text) {
  if (text == "*") return true;
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-';
  });
}

}  // namespace

Template ParseTemplate(std::string_view text, bool variables, bool wildcards) {
  TemplateBuilder builder(text, wildcards);
  const uint32_t size = static_cast<uint32_t>(text.size());
  const size_t first = variables ? text.find(kOpen) : std::string_view::npos;
  const size_t last = first == std::string_view::npos ? first : text.rfind('}');
  if (last == std::string_view::npos || last < first) {
    builder.AddPlain(0, size, variables);
    return builder.Take();
  }
  // Behind the last `}` nothing can close a variable; the lexer does not see that part, since it
  // would look for a `}` from each `${` to the end.
  const uint32_t closed = static_cast<uint32_t>(last) + 1;
  std::vector<TemplateToken> tokens;
  antlr::TokenizeTemplate(text.substr(0, closed), tokens);
  for (const TemplateToken& token : tokens) builder.AddToken(token);
  builder.AddPlain(closed, size, variables);
  return builder.Take();
}

ActionParts SplitAction(std::string_view text) {
  ActionParts parts;
  if (text == "*") {
    parts.everything = true;
    parts.action = Action{text, text};
    return parts;
  }
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    parts.action = Action{{}, text};
    parts.fault = ActionFault::kMissingVendor;
    return parts;
  }
  parts.action = Action{text.substr(0, colon), text.substr(colon + 1)};
  if (parts.action.name.find(':') != std::string_view::npos) {
    parts.fault = ActionFault::kTwoColons;
  } else if (parts.action.vendor.empty()) {
    parts.fault = ActionFault::kMissingVendor;
  } else if (!IsVendor(parts.action.vendor)) {
    parts.fault = ActionFault::kInvalidVendor;
  }
  return parts;
}

ArnParts SplitArn(std::string_view text) {
  ArnParts parts;
  while (parts.count < 5) {
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos) break;
    parts.part[static_cast<size_t>(parts.count++)] = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  parts.part[static_cast<size_t>(parts.count++)] = text;
  return parts;
}

}  // namespace keyward::grammar
