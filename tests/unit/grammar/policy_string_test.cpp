#define BOOST_TEST_MODULE grammar_policy_string
#include "grammar/policy_string.h"

#include <boost/test/unit_test.hpp>
#include <string>

namespace keyward::grammar {
namespace {

std::string FaultName(VariableFault fault) {
  switch (fault) {
    case VariableFault::kNone: return "";
    case VariableFault::kEmptyName: return "!empty";
    case VariableFault::kSpaceInName: return "!space";
    case VariableFault::kMissingQuote: return "!quote";
    case VariableFault::kMissingBrace: return "!brace";
  }
  return "?";
}

// Show writes a template as one line: 'literal' * ? var(name) var(name|default) esc(c) bad(text).
std::string Show(const Template& pieces) {
  std::string out;
  for (const Piece& piece : pieces) {
    if (!out.empty()) out += ' ';
    switch (piece.kind) {
      case PieceKind::kLiteral: out += "'" + piece.text + "'"; break;
      case PieceKind::kAnyRun: out += '*'; break;
      case PieceKind::kAnyOne: out += '?'; break;
      case PieceKind::kEscape: out += "esc(" + piece.text + ")"; break;
      case PieceKind::kMalformed: out += "bad(" + piece.text + ")"; break;
      case PieceKind::kVariable:
        out += "var(" + piece.text;
        if (piece.default_text) out += "|" + *piece.default_text;
        out += ")";
    }
    out += FaultName(piece.fault);
  }
  return out;
}

std::string Pieces(std::string_view text) { return Show(ParseTemplate(text, true, true)); }

BOOST_AUTO_TEST_CASE(literals_and_wildcards) {
  BOOST_TEST(Pieces("") == "");
  BOOST_TEST(Pieces("plain text") == "'plain text'");
  BOOST_TEST(Pieces("*") == "*");
  BOOST_TEST(Pieces("a*b?c") == "'a' * 'b' ? 'c'");
  BOOST_TEST(Pieces("**?") == "* * ?");
  BOOST_TEST(Pieces("cost: 5$") == "'cost: 5$'");
  BOOST_TEST(Pieces("$*{a}") == "'$' * '{a}'");
  BOOST_TEST(Pieces("arn:aws:s3:::b/\xC3\xA9*") == "'arn:aws:s3:::b/\xC3\xA9' *");
}

BOOST_AUTO_TEST_CASE(variables) {
  BOOST_TEST(Pieces("${aws:username}") == "var(aws:username)");
  BOOST_TEST(Pieces("a/${aws:username}/*") == "'a/' var(aws:username) '/' *");
  BOOST_TEST(Pieces("${a}${b}") == "var(a) var(b)");
  BOOST_TEST(Pieces("${aws:PrincipalTag/team}") == "var(aws:PrincipalTag/team)");
  BOOST_TEST(Pieces("$${a}}") == "'$' var(a) '}'");
  BOOST_TEST(Pieces("\xC3\xA9${\xC3\xA9}\xC3\xA9") == "'\xC3\xA9' var(\xC3\xA9) '\xC3\xA9'");
}

BOOST_AUTO_TEST_CASE(defaults) {
  BOOST_TEST(Pieces("${team, 'none'}") == "var(team|none)");
  BOOST_TEST(Pieces("${team, ''}x") == "var(team|) 'x'");
  BOOST_TEST(Pieces("${team, 'a}b*, c'}") == "var(team|a}b*, c)");
  BOOST_TEST(Pieces("${a, '${b}'}") == "var(a|${b})");
}

BOOST_AUTO_TEST_CASE(escapes) {
  BOOST_TEST(Pieces("${*}") == "esc(*)");
  BOOST_TEST(Pieces("a${?}b${$}*") == "'a' esc(?) 'b' esc($) *");
  BOOST_TEST(Pieces("${$}{a}") == "esc($) '{a}'");
}

BOOST_AUTO_TEST_CASE(malformed_variables) {
  BOOST_TEST(Pieces("${}") == "bad()!empty");
  BOOST_TEST(Pieces("${, 'x'}") == "bad(, 'x')!empty");
  BOOST_TEST(Pieces("${aws: username}") == "bad(aws: username)!space");
  BOOST_TEST(Pieces("${ aws:username}") == "bad( aws:username)!space");
  BOOST_TEST(Pieces("${ }") == "bad( )!space");
  BOOST_TEST(Pieces("${a, x}") == "bad(a, x)!quote");
  BOOST_TEST(Pieces("${a,'x'}") == "bad(a,'x')!quote");
  BOOST_TEST(Pieces("${a,  'x'}") == "bad(a,  'x')!quote");
  BOOST_TEST(Pieces("${a, 'x}") == "bad(a, 'x)!quote");
  BOOST_TEST(Pieces("${a, 'x'y}") == "bad(a, 'x'y)!quote");
  BOOST_TEST(Pieces("${a'b}") == "bad(a'b)!quote");
  BOOST_TEST(Pieces("${a/${b}}") == "bad(a/${b)!brace '}'");
  BOOST_TEST(Pieces("x${}*${a}") == "'x' bad()!empty * var(a)");
}

BOOST_AUTO_TEST_CASE(an_unclosed_variable_is_literal_text) {
  BOOST_TEST(Pieces("${") == "'${'!brace");
  BOOST_TEST(Pieces("a${aws:username") == "'a${aws:username'!brace");
  BOOST_TEST(Pieces("a${b*c?") == "'a${b'!brace * 'c' ?");
  BOOST_TEST(Pieces("${a}${b") == "var(a) '${b'!brace");
  BOOST_TEST(Pieces("}${b") == "'}${b'!brace");
  BOOST_TEST(Pieces("x$") == "'x$'");
}

BOOST_AUTO_TEST_CASE(without_variables_braces_are_text) {
  BOOST_TEST(Show(ParseTemplate("a${b*c}?", false, true)) == "'a${b' * 'c}' ?");
  BOOST_TEST(Show(ParseTemplate("${*}", false, true)) == "'${' * '}'");
  BOOST_TEST(Show(ParseTemplate("${", false, true)) == "'${'");
  BOOST_TEST(Show(ParseTemplate("${a}*", false, false)) == "'${a}*'");
}

BOOST_AUTO_TEST_CASE(without_wildcards_stars_are_text) {
  BOOST_TEST(Show(ParseTemplate("a*b?", true, false)) == "'a*b?'");
  BOOST_TEST(Show(ParseTemplate("a*${b}?${*}", true, false)) == "'a*' var(b) '?' esc(*)");
  BOOST_TEST(Show(ParseTemplate("*${b", true, false)) == "'*${b'!brace");
}

BOOST_AUTO_TEST_CASE(pieces_cover_the_text) {
  for (const char* text : {"a${b}*${c, 'd'}e?${f", "${}${*}$", "*a*", "\xC3\xA9${x}\xC3\xA9"}) {
    uint32_t at = 0;
    for (const Piece& piece : ParseTemplate(text, true, true)) {
      BOOST_TEST(piece.begin == at);
      BOOST_TEST(piece.end > piece.begin);
      at = piece.end;
    }
    BOOST_TEST(at == std::string_view(text).size());
  }
}

BOOST_AUTO_TEST_CASE(hostile_strings_take_linear_time) {
  std::string opens, defaults;
  for (int i = 0; i < 100000; ++i) opens += "${";
  for (int i = 0; i < 30000; ++i) defaults += "${a, '}";
  BOOST_TEST(ParseTemplate(opens, true, true).size() == 1u);
  BOOST_TEST(ParseTemplate(opens + "}", true, true).size() == 1u);
  BOOST_TEST(ParseTemplate(defaults, true, true).size() == 15000u);
  BOOST_TEST(ParseTemplate(std::string(100000, '*'), true, true).size() == 100000u);
}

BOOST_AUTO_TEST_CASE(actions) {
  const ActionParts plain = SplitAction("kms:Decrypt");
  BOOST_TEST((plain.fault == ActionFault::kNone));
  BOOST_TEST(plain.action.vendor == "kms");
  BOOST_TEST(plain.action.name == "Decrypt");
  BOOST_TEST(!plain.everything);
  BOOST_TEST(SplitAction("*").everything);
  BOOST_TEST(SplitAction("*").action.vendor == "*");
  BOOST_TEST(SplitAction("*").action.name == "*");
  BOOST_TEST(!SplitAction("*:*").everything);
  for (const char* good : {"*:*", "*:x", "iam: asdf safdsf af ", "s3:", "a-b.c9:*"}) {
    BOOST_TEST((SplitAction(good).fault == ActionFault::kNone), good);
  }
  for (const char* bad : {"", "invalid", "**", ":x"}) {
    BOOST_TEST((SplitAction(bad).fault == ActionFault::kMissingVendor), bad);
  }
  for (const char* bad : {"s3:List:Bucket", "::", "a b:c:d"}) {
    BOOST_TEST((SplitAction(bad).fault == ActionFault::kTwoColons), bad);
  }
  for (const char* bad : {"a a:ListBucket", "s*:Get", "**:x", "k_s:x", "\xC3\xA9:x"}) {
    BOOST_TEST((SplitAction(bad).fault == ActionFault::kInvalidVendor), bad);
  }
}

BOOST_AUTO_TEST_CASE(arns) {
  const ArnParts whole = SplitArn("arn:aws:iam::111122223333:role/a:b");
  BOOST_TEST(whole.count == 6);
  BOOST_TEST(whole.part[0] == "arn");
  BOOST_TEST(whole.part[3] == "");
  BOOST_TEST(whole.part[5] == "role/a:b");
  BOOST_TEST(SplitArn("").count == 1);
  BOOST_TEST(SplitArn("*").count == 1);
  BOOST_TEST(SplitArn("arn:aws:sqs").count == 3);
  BOOST_TEST(SplitArn("a:b:c:d:e").count == 5);
  BOOST_TEST(SplitArn("a:b:c:d:e:").count == 6);
  BOOST_TEST(SplitArn("a:b:c:d:e:").part[5] == "");
}

}  // namespace
}  // namespace keyward::grammar
