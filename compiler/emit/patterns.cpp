#include <algorithm>

#include "compiler/emit/emitter.h"

namespace keyward::compiler {

using grammar::Piece;
using grammar::PieceKind;

StringRef Emitter::Store(std::string_view text) {
  const auto found = strings_.find(text);
  if (found != strings_.end()) return found->second;
  const StringRef ref{static_cast<uint32_t>(program_->pool_.size()),
                      static_cast<uint32_t>(text.size())};
  program_->pool_.append(text);
  strings_.emplace(std::string(text), ref);
  return ref;
}

Token Emitter::MakeToken(const Piece& piece) {
  Token token;
  switch (piece.kind) {
    case PieceKind::kAnyRun: token.kind = TokenKind::kAnyRun; break;
    case PieceKind::kAnyOne: token.kind = TokenKind::kAnyOne; break;
    case PieceKind::kMalformed:
      token.kind = TokenKind::kNull;  // R3.48
      break;
    case PieceKind::kVariable:
      token.kind = TokenKind::kVariable;
      token.key = KeyIndex(piece.text);
      token.has_default = piece.default_text.has_value();
      if (token.has_default) token.text = Store(*piece.default_text);
      break;
    case PieceKind::kLiteral:
    case PieceKind::kEscape: token.text = Store(piece.text); break;
  }
  return token;
}

namespace {

bool IsLiteral(const Piece& piece) {
  return piece.kind == PieceKind::kLiteral || piece.kind == PieceKind::kEscape;
}
bool IsVariable(const Piece& piece) {
  return piece.kind == PieceKind::kVariable || piece.kind == PieceKind::kMalformed;
}

// Normalise joins neighbouring literals and runs of `*` (R2.17), so that shapes can be recognised.
grammar::Template Normalise(const grammar::Template& pieces) {
  grammar::Template out;
  for (const Piece& piece : pieces) {
    if (!out.empty() && IsLiteral(out.back()) && IsLiteral(piece)) {
      out.back().text += piece.text;
    } else if (out.empty() || out.back().kind != PieceKind::kAnyRun ||
               piece.kind != PieceKind::kAnyRun) {
      out.push_back(piece);
    }
  }
  return out;
}

}  // namespace

Pattern Emitter::MakePattern(const grammar::Template& source) {
  const grammar::Template pieces = Normalise(source);
  Pattern pattern;
  const size_t n = pieces.size();
  if (n == 0 || (n == 1 && IsLiteral(pieces[0]))) {
    pattern.kind = PatternKind::kLiteral;
    pattern.text = Store(n == 0 ? std::string_view() : std::string_view(pieces[0].text));
  } else if (n == 1 && pieces[0].kind == PieceKind::kAnyRun) {
    pattern.kind = PatternKind::kEverything;
  } else if (n == 2 && IsLiteral(pieces[0]) && pieces[1].kind == PieceKind::kAnyRun) {
    pattern.kind = PatternKind::kPrefix;
    pattern.text = Store(pieces[0].text);
  } else if (n == 2 && pieces[0].kind == PieceKind::kAnyRun && IsLiteral(pieces[1])) {
    pattern.kind = PatternKind::kSuffix;
    pattern.text = Store(pieces[1].text);
  } else {
    const bool variable = std::any_of(pieces.begin(), pieces.end(), IsVariable);
    pattern.kind = variable ? PatternKind::kTemplate : PatternKind::kGeneral;
    std::vector<Token> tokens;
    for (const Piece& piece : pieces) tokens.push_back(MakeToken(piece));
    pattern.tokens.begin = static_cast<uint32_t>(program_->tokens_.size());
    program_->tokens_.insert(program_->tokens_.end(), tokens.begin(), tokens.end());
    pattern.tokens.end = static_cast<uint32_t>(program_->tokens_.size());
    program_->max_tokens_ = std::max(program_->max_tokens_, pattern.tokens.size());
  }
  return pattern;
}

uint32_t Emitter::AddPattern(const grammar::Template& pieces) {
  const Pattern pattern = MakePattern(pieces);
  program_->patterns_.push_back(pattern);
  return static_cast<uint32_t>(program_->patterns_.size() - 1);
}

uint32_t Emitter::AddArnParts(const std::array<grammar::Template, 6>& parts) {
  std::array<Pattern, 6> patterns;
  std::transform(parts.begin(), parts.end(), patterns.begin(),
                 [this](const grammar::Template& part) { return MakePattern(part); });
  const auto first = static_cast<uint32_t>(program_->patterns_.size());
  program_->patterns_.insert(program_->patterns_.end(), patterns.begin(), patterns.end());
  return first;
}

}  // namespace keyward::compiler
