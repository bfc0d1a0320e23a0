// The cases of tests/golden/check: what Check finds in a document, by kind and mode.
//
// A case is <name>.case.json:
//   description  one line
//   rules        the rules it proves, of iam.md and kms.md
//   type         the kind of document, as on the command line
//   mode         "on-save" or "stored" (R1.12)
//   profile      of service control policies: "full" (default) or "legacy"
//   document     an object, or a string that holds the text
//   pad_to       spaces are added behind the text up to so many bytes
//   expect
//     result     accept (nothing found), warn (nothing refuses), refuse
//     codes      of all findings, in the order of the text
//     at         the text under each finding's span, in the same order (white space is ignored)
//     severities of all findings, in the same order
//     fixed      what all fixes together make of it: the text, or a document of equal canonical form
// Unknown members fail the case.
#include "compiler/check.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "grammar/host_reader.h"
#include "grammar/syntax_tree.h"

namespace keyward::compiler {
namespace {

using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;
using grammar::SyntaxTree;

constexpr std::string_view kFolder = KEYWARD_SOURCE_DIR "/tests/golden/check";

struct Case {
  SourcePtr file;
  SyntaxTree tree;
};

Case ReadCase(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  Result<SourcePtr> source = Source::Create(path.string(), std::move(text));
  BOOST_REQUIRE(source);
  Result<SyntaxTree> tree = grammar::ReadHostFile(**source);
  BOOST_REQUIRE_MESSAGE(tree, (tree ? std::string() : tree.error().message));
  return {*source, *std::move(tree)};
}

void RequireKnown(const SyntaxTree& tree, NodeId object, std::vector<std::string_view> known) {
  for (NodeId id = tree.node(object).first_child; id != kNoNode; id = tree.node(id).next_sibling) {
    BOOST_CHECK_MESSAGE(std::find(known.begin(), known.end(), tree.name(id)) != known.end(),
                        "unknown member " << tree.name(id));
  }
}

std::vector<std::string> Strings(const SyntaxTree& tree, NodeId list) {
  std::vector<std::string> strings;
  for (NodeId id = tree.node(list).first_child; id != kNoNode; id = tree.node(id).next_sibling) {
    strings.emplace_back(tree.text(id));
  }
  return strings;
}

std::string TextOf(const Case& c, NodeId node) {
  if (c.tree.node(node).kind == NodeKind::kString) return std::string(c.tree.text(node));
  const Span span = c.tree.node(node).span;
  return std::string(c.file->text().substr(span.begin, span.end - span.begin));
}

SourcePtr Document(const Case& c) {
  std::string text = TextOf(c, c.tree.Find(0, "document"));
  const NodeId pad = c.tree.Find(0, "pad_to");
  if (pad != kNoNode) text.resize(std::stoul(std::string(c.tree.text(pad))), ' ');
  Result<SourcePtr> source = Source::Create("document", std::move(text));
  BOOST_REQUIRE(source);
  return *source;
}

CheckOptions Options(const Case& c) {
  CheckOptions options;
  const std::string_view mode = c.tree.text(c.tree.Find(0, "mode"));
  BOOST_REQUIRE(mode == "on-save" || mode == "stored");
  options.mode = mode == "stored" ? CheckMode::kStored : CheckMode::kOnSave;
  const NodeId profile = c.tree.Find(0, "profile");
  if (profile != kNoNode && c.tree.text(profile) == "legacy") {
    options.scp_profile = ScpProfile::kLegacy;
  }
  return options;
}

std::string WithoutWhiteSpace(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n'; }),
             text.end());
  return text;
}

// Plain removes the white space between tokens, but keeps a text that is nothing else.
std::string Plain(std::string_view text) {
  std::string plain = WithoutWhiteSpace(std::string(text));
  return plain.empty() ? std::string(text) : plain;
}

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kSecurityWarning: return "security-warning";
    case Severity::kWarning: return "warning";
    case Severity::kSuggestion: break;
  }
  return "suggestion";
}

std::string Fixed(std::string text, const Diagnostics& diagnostics) {
  std::vector<Edit> edits;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!diagnostic.fix) continue;
    edits.insert(edits.end(), diagnostic.fix->edits.begin(), diagnostic.fix->edits.end());
  }
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  for (const Edit& edit : edits) {
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.replacement);
  }
  return text;
}

std::string CanonicalOf(const std::string& text, PolicyType type, const CheckOptions& options) {
  const Checked checked = ParseAndCheck(*Source::Create("text", text), type, options);
  BOOST_REQUIRE_MESSAGE(checked.policy.has_value(), "refused: " << text);
  return Canonical(*checked.policy);
}

void CheckFindings(const Case& c, NodeId expect, const SourcePtr& document,
                   const Checked& checked) {
  std::vector<std::string> codes;
  std::vector<std::string> at;
  std::vector<std::string> severities;
  bool refuses = false;
  for (const Diagnostic& diagnostic : checked.diagnostics) {
    BOOST_REQUIRE_LE(diagnostic.span.begin, diagnostic.span.end);
    BOOST_REQUIRE_LE(diagnostic.span.end, document->text().size());
    BOOST_CHECK(!diagnostic.message.empty());
    codes.emplace_back(diagnostic.code);
    severities.emplace_back(SeverityName(diagnostic.severity));
    at.push_back(Plain(document->text().substr(diagnostic.span.begin,
                                               diagnostic.span.end - diagnostic.span.begin)));
    refuses = refuses || diagnostic.refuses;
  }
  BOOST_CHECK_EQUAL(refuses, !checked.policy.has_value());
  const std::string result = refuses ? "refuse" : codes.empty() ? "accept" : "warn";
  BOOST_TEST(result == c.tree.text(c.tree.Find(expect, "result")));
  BOOST_TEST(codes == Strings(c.tree, c.tree.Find(expect, "codes")),
             boost::test_tools::per_element());
  const NodeId expected_at = c.tree.Find(expect, "at");
  if (expected_at != kNoNode) {
    std::vector<std::string> texts = Strings(c.tree, expected_at);
    std::transform(texts.begin(), texts.end(), texts.begin(), [](auto& t) { return Plain(t); });
    BOOST_TEST(at == texts, boost::test_tools::per_element());
  }
  const NodeId expected_severities = c.tree.Find(expect, "severities");
  if (expected_severities == kNoNode) return;
  BOOST_TEST(severities == Strings(c.tree, expected_severities), boost::test_tools::per_element());
}

void RunCase(const Case& c) {
  BOOST_REQUIRE(!c.tree.empty());
  RequireKnown(c.tree, 0,
               {"description", "rules", "type", "mode", "profile", "document", "pad_to", "expect"});
  const NodeId expect = c.tree.Find(0, "expect");
  BOOST_REQUIRE(expect != kNoNode);
  RequireKnown(c.tree, expect, {"result", "codes", "at", "severities", "fixed"});
  const std::optional<PolicyType> type = ParsePolicyType(c.tree.text(c.tree.Find(0, "type")));
  BOOST_REQUIRE(type.has_value());
  const CheckOptions options = Options(c);
  const SourcePtr document = Document(c);
  const Checked checked = ParseAndCheck(document, *type, options);
  CheckFindings(c, expect, document, checked);
  if (checked.diagnostics.empty()) {
    const std::string canonical = Canonical(*checked.policy);
    BOOST_TEST(CanonicalOf(canonical, *type, options) == canonical);
  }
  const NodeId fixed = c.tree.Find(expect, "fixed");
  if (fixed == kNoNode) return;
  const std::string repaired = Fixed(std::string(document->text()), checked.diagnostics);
  const std::string expected = TextOf(c, fixed);
  if (c.tree.node(fixed).kind == NodeKind::kString) BOOST_TEST(repaired == expected);
  BOOST_TEST(CanonicalOf(repaired, *type, options) == CanonicalOf(expected, *type, options));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(check_golden)

BOOST_AUTO_TEST_CASE(cases) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  BOOST_CHECK_GE(paths.size(), 200);
  for (const std::filesystem::path& path : paths) {
    BOOST_TEST_CONTEXT(path.filename().string()) { RunCase(ReadCase(path)); }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
