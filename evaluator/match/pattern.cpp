#include "evaluator/match/pattern.h"

namespace keyward::evaluator {

using compiler::GlobToken;
using compiler::Pattern;
using compiler::PatternKind;
using compiler::Program;
using compiler::Token;
using compiler::TokenKind;

namespace {

PatternMatch MatchOf(bool yes) { return yes ? PatternMatch::kYes : PatternMatch::kNo; }

bool StartsWith(std::string_view value, std::string_view prefix) {
  return value.size() >= prefix.size() && SameText(value.substr(0, prefix.size()), prefix);
}

bool EndsWith(std::string_view value, std::string_view suffix) {
  return value.size() >= suffix.size() &&
         SameText(value.substr(value.size() - suffix.size()), suffix);
}

// SingleText is the value that a variable stands for: one value, not null, and the same under every
// spelling of the key (R3.3, R3.47).
bool SingleText(const Context& context, const ContextEntry& first, std::string_view& text) {
  for (const ContextEntry* entry = &first; entry != nullptr; entry = context.Next(*entry)) {
    if (entry->absent || entry->multivalued || entry->value_count != 1) return false;
    const std::string_view value = context.text(context.value(*entry, 0));
    if (value.empty() || (entry != &first && value != text)) return false;
    text = value;
  }
  return true;
}

}  // namespace

PatternMatch PatternMatcher::ResolveVariable(const Program& program, const Token& token,
                                             std::string_view& text) const {
  const compiler::Key& key = program.key(token.key);
  // A multivalued key cannot be a variable, whatever it may hold (R3.47).
  const bool never = key.known && key.multivalued;
  const ContextEntry* entry = never ? nullptr : FindEntry(program, key, context_);
  for (const ContextEntry* e = entry; e != nullptr; e = context_.Next(*e)) {
    if (e->unknown) return PatternMatch::kUnknown;
  }
  if (entry != nullptr && SingleText(context_, *entry, text)) return PatternMatch::kYes;
  if (!token.has_default) return PatternMatch::kNull;
  text = program.text(token.text);
  return PatternMatch::kYes;
}

PatternMatch PatternMatcher::Resolve(const Program& program, const Pattern& pattern,
                                     std::span<const GlobToken>& out) const {
  const std::span<const Token> tokens = program.tokens(pattern.tokens);
  // Twice the tokens and five cuts: room for Scratch.
  const size_t wanted = 2 * tokens.size() + 5;
  if (tokens_.size() < wanted) tokens_.resize(wanted);
  PatternMatch result = PatternMatch::kYes;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    tokens_[i].kind = token.kind;
    if (token.kind == TokenKind::kLiteral) {
      tokens_[i].text = program.text(token.text);
    } else if (token.kind == TokenKind::kNull) {
      return PatternMatch::kNull;
    } else if (token.kind == TokenKind::kVariable) {
      const PatternMatch resolved = ResolveVariable(program, token, tokens_[i].text);
      // A null part makes the whole null, whatever else is open.
      if (resolved == PatternMatch::kNull) return resolved;
      if (resolved == PatternMatch::kUnknown) result = resolved;
      tokens_[i].kind = TokenKind::kLiteral;
    }
  }
  out = std::span<const GlobToken>(tokens_).first(tokens.size());
  return result;
}

PatternMatch PatternMatcher::Match(const Program& program, const Pattern& pattern,
                                   std::string_view value) const {
  switch (pattern.kind) {
    case PatternKind::kEverything: return PatternMatch::kYes;
    case PatternKind::kLiteral: return MatchOf(SameText(program.text(pattern.text), value));
    case PatternKind::kPrefix: return MatchOf(StartsWith(value, program.text(pattern.text)));
    case PatternKind::kSuffix: return MatchOf(EndsWith(value, program.text(pattern.text)));
    case PatternKind::kGeneral:
    case PatternKind::kTemplate: {
      std::span<const GlobToken> tokens;
      const PatternMatch resolved = Resolve(program, pattern, tokens);
      return resolved == PatternMatch::kYes ? MatchOf(compiler::MatchGlob(tokens, value))
                                            : resolved;
    }
    case PatternKind::kNever: break;
  }
  return PatternMatch::kNo;
}

}  // namespace keyward::evaluator
