#include "grammar/antlr/string_parser.h"

#include <exception>
#include <memory>

#include "PolicyStringLexer.h"
#include "PolicyStringParser.h"
#include "antlr4-runtime.h"
#include "grammar/antlr/byte_stream.h"

namespace keyward::grammar::antlr {
namespace {

using generated::PolicyStringLexer;
using generated::PolicyStringParser;

TemplateTokenKind KindOf(size_t type) {
  switch (type) {
    case PolicyStringLexer::ANY_RUN: return TemplateTokenKind::kAnyRun;
    case PolicyStringLexer::ANY_ONE: return TemplateTokenKind::kAnyOne;
    case PolicyStringLexer::ESCAPE: return TemplateTokenKind::kEscape;
    case PolicyStringLexer::VARIABLE: return TemplateTokenKind::kVariable;
    case PolicyStringLexer::MALFORMED: return TemplateTokenKind::kMalformed;
    default: return TemplateTokenKind::kText;
  }
}

// Accepts runs one rule of the grammar over the whole text.
template <typename Rule>
bool Accepts(std::string_view text, Rule rule) {
  ByteStream input(text);
  PolicyStringLexer lexer(&input);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream stream(&lexer);
  PolicyStringParser parser(&stream);
  parser.removeErrorListeners();
  parser.setBuildParseTree(false);
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  try {
    rule(parser);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace

// The rule `pieces` takes any sequence of tokens, so that the lexer alone decides the pieces.
void TokenizeTemplate(std::string_view text, std::vector<TemplateToken>& tokens) {
  ByteStream input(text);
  PolicyStringLexer lexer(&input);
  lexer.removeErrorListeners();
  for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF;
       token = lexer.nextToken()) {
    tokens.push_back(TemplateToken{KindOf(token->getType()),
                                   Span{static_cast<uint32_t>(token->getStartIndex()),
                                        static_cast<uint32_t>(token->getStopIndex()) + 1}});
  }
}

bool IsAction(std::string_view text) {
  return Accepts(text, [](PolicyStringParser& parser) { parser.action(); });
}

bool IsArn(std::string_view text) {
  return Accepts(text, [](PolicyStringParser& parser) { parser.arn(); });
}

}  // namespace keyward::grammar::antlr
