#include "grammar/parse.h"

#include <algorithm>
#include <string>
#include <utility>

#include "grammar/antlr/document_parser.h"
#include "grammar/json/diagnose.h"
#include "grammar/json/found.h"

namespace keyward::grammar {
namespace {

// kMaxDepth bounds what callers may ask for: ANTLR's parser takes some 2 KB of stack a level.
constexpr int kMaxDepth = 512;

Diagnostic Refusal(std::string_view code, Span span, std::string message, std::string help) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  diagnostic.help = std::move(help);
  diagnostic.refuses = true;
  return diagnostic;
}

// CheckSize points at the first character over the limit.
void CheckSize(std::string_view text, size_t max_bytes, Diagnostics& diagnostics) {
  if (text.size() <= max_bytes) return;
  diagnostics.push_back(
      Refusal("POLICY_TOO_LARGE",
              Span{static_cast<uint32_t>(max_bytes), static_cast<uint32_t>(text.size())},
              "the policy has " + std::to_string(text.size()) + " bytes, more than the " +
                  std::to_string(max_bytes) + " that are allowed",
              "shorten it, or split it into several policies"));
}

// AllowedSize is the size of the character at `at` if R1.1 allows it, else 0. U+0080 to U+00FF have
// the lead bytes C2 and C3.
uint32_t AllowedSize(std::string_view text, uint32_t at) {
  const unsigned char byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x20) return byte == '\t' || byte == '\n' || byte == '\r' ? 1 : 0;
  if (byte < 0x80) return 1;
  return byte == 0xC2 || byte == 0xC3 ? 2 : 0;
}

bool IsTypographicQuote(std::string_view character) {
  // U+2018 to U+201F.
  return character.size() == 3 && character.substr(0, 2) == "\xE2\x80" && character[2] >= '\x98' &&
         character[2] <= '\x9F';
}

Diagnostic InvalidCharacter(std::string_view text, Span span) {
  const bool quote = IsTypographicQuote(text.substr(span.begin, CharacterSize(text, span.begin)));
  std::string message = "a policy cannot hold the character " + DescribeCharacter(text, span.begin);
  std::string help = quote ? "use the straight quote '\"'"
                           : "only tab, line breaks and U+0020 to U+00FF are allowed";
  return Refusal("POLICY_INVALID_CHARACTER", span, std::move(message), std::move(help));
}

// CheckCharacters reports each run of characters outside R1.1's set.
void CheckCharacters(std::string_view text, size_t max_errors, Diagnostics& diagnostics) {
  const uint32_t size = static_cast<uint32_t>(text.size());
  const size_t invalid = InvalidUtf8At(text);
  if (invalid < size) {
    const uint32_t at = static_cast<uint32_t>(invalid);
    diagnostics.push_back(Refusal("POLICY_INVALID_CHARACTER", Span{at, at + 1},
                                  "the policy is not UTF-8", "save it with the encoding UTF-8"));
    return;
  }
  uint32_t at = 0;
  while (at < size && diagnostics.size() < max_errors) {
    const uint32_t allowed = AllowedSize(text, at);
    if (allowed != 0) {
      at += allowed;
      continue;
    }
    Span span{at, at};
    while (span.end < size && AllowedSize(text, span.end) == 0) {
      span.end += CharacterSize(text, span.end);
    }
    diagnostics.push_back(InvalidCharacter(text, span));
    at = span.end;
  }
}

// CheckDepth bounds ANTLR's recursion. Brackets inside strings do not count; a line break ends a
// string here as it does for the lexer.
void CheckDepth(std::string_view text, int max_depth, Diagnostics& diagnostics) {
  int depth = 0;
  bool in_string = false;
  for (uint32_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\') ++at;
      in_string = c != '"' && c != '\n' && c != '\r';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth <= max_depth) continue;
      diagnostics.push_back(Refusal(
          "POLICY_TOO_DEEP", Span{at, at + 1},
          "objects and arrays are nested deeper than " + std::to_string(max_depth) + " levels",
          {}));
      return;
    } else if (c == '}' || c == ']') {
      depth = std::max(depth - 1, 0);
    }
  }
}

}  // namespace

Parsed Parse(const Source& source, const ParseLimits& limits) {
  const std::string_view text = source.text();
  const size_t max_errors = static_cast<size_t>(std::max(limits.max_errors, 1));
  Parsed parsed;
  CheckSize(text, limits.max_bytes, parsed.diagnostics);
  if (parsed.diagnostics.empty()) CheckCharacters(text, max_errors, parsed.diagnostics);
  if (parsed.diagnostics.empty()) {
    CheckDepth(text, std::min(limits.max_depth, kMaxDepth), parsed.diagnostics);
  }
  if (!parsed.diagnostics.empty()) return parsed;
  Tokens tokens;
  parsed.ok = antlr::ParseDocument(text, parsed.tree, tokens);
  if (!parsed.ok) parsed.diagnostics = DiagnoseTokens(text, tokens, max_errors);
  return parsed;
}

}  // namespace keyward::grammar
