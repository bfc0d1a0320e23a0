#define BOOST_TEST_MODULE grammar_policy_grammar
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>

#include "grammar/antlr/string_parser.h"
#include "grammar/policy_string.h"

namespace keyward::grammar {
namespace {

// RandomText draws from the letters that matter to PolicyString.g4.
std::string RandomText(std::mt19937& random, std::string_view letters) {
  std::string text;
  for (size_t size = random() % 12; text.size() < size;) text += letters[random() % letters.size()];
  return text;
}

BOOST_AUTO_TEST_CASE(actions_are_split_as_the_grammar_says) {
  std::mt19937 random(7);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = RandomText(random, "*:ab-. ?_$");
    const bool accepted = SplitAction(text).fault == ActionFault::kNone;
    BOOST_TEST(accepted == antlr::IsAction(text), text);
  }
}

BOOST_AUTO_TEST_CASE(arns_are_split_at_the_grammars_colons) {
  std::mt19937 random(8);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = RandomText(random, "*:ab/?");
    const ArnParts parts = SplitArn(text);
    std::string joined(parts.part[0]);
    for (int part = 1; part < parts.count; ++part) {
      joined += ':';
      joined += parts.part[static_cast<size_t>(part)];
    }
    BOOST_TEST(joined == text);
    BOOST_TEST(antlr::IsArn(text), text);
  }
}

// Strings without `${` are split by hand: the lexer must see the same pieces.
BOOST_AUTO_TEST_CASE(wildcards_are_split_as_the_grammar_says) {
  std::mt19937 random(9);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = RandomText(random, "*?$}ab:-. '");
    std::vector<antlr::TemplateToken> tokens;
    antlr::TokenizeTemplate(text, tokens);
    size_t wildcards = 0;
    for (const antlr::TemplateToken& token : tokens) {
      wildcards += token.kind != antlr::TemplateTokenKind::kText;
    }
    size_t pieces = 0;
    for (const Piece& piece : ParseTemplate(text, true, true)) {
      pieces += piece.kind != PieceKind::kLiteral;
    }
    BOOST_TEST(wildcards == pieces, text);
  }
}

}  // namespace
}  // namespace keyward::grammar
