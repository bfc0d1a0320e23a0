#define BOOST_TEST_MODULE grammar_syntax_tree
#include "grammar/syntax_tree.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "grammar/host_reader.h"

namespace keyward::grammar {
namespace {

SyntaxTree Read(std::string_view text) {
  SyntaxTree tree;
  BOOST_REQUIRE(!ReadHost(text, tree).has_value());
  return tree;
}

BOOST_AUTO_TEST_CASE(an_empty_tree_has_no_root) {
  const SyntaxTree tree;
  BOOST_TEST(tree.empty());
  BOOST_TEST(tree.root() == kNoNode);
  BOOST_TEST(Dump(tree) == "");
}

BOOST_AUTO_TEST_CASE(children_come_in_source_order) {
  const SyntaxTree tree = Read(R"([1, [2, 3], {}, "4"])");
  const Node& root = tree.node(tree.root());
  BOOST_TEST((root.kind == NodeKind::kArray));
  BOOST_TEST(root.child_count == 4u);
  std::vector<NodeKind> kinds;
  for (NodeId id = root.first_child; id != kNoNode; id = tree.node(id).next_sibling) {
    kinds.push_back(tree.node(id).kind);
    BOOST_TEST(tree.node(id).parent == tree.root());
  }
  const std::vector<NodeKind> expected = {NodeKind::kNumber, NodeKind::kArray, NodeKind::kObject,
                                          NodeKind::kString};
  BOOST_TEST((kinds == expected));
}

BOOST_AUTO_TEST_CASE(find_gives_the_first_of_duplicates) {
  const SyntaxTree tree = Read(R"({"a": 1, "b": 2, "a": 3})");
  const NodeId found = tree.Find(tree.root(), "a");
  BOOST_TEST(tree.text(found) == "1");
  BOOST_TEST(tree.node(tree.root()).child_count == 3u);
  BOOST_TEST(tree.text(tree.Find(tree.root(), "b")) == "2");
  BOOST_TEST(tree.Find(tree.root(), "A") == kNoNode);
  BOOST_TEST(tree.Find(found, "a") == kNoNode);
}

BOOST_AUTO_TEST_CASE(dump_shows_kind_span_name_and_text) {
  const SyntaxTree tree = Read("{\"a\\n\": [true, null], \"q\\\"\": \"t\\\\\", \"n\": -0.5e3}");
  BOOST_TEST(Dump(tree) ==
             "object [0,48)\n"
             "  \"a\\u000A\" [1,6): array [8,20)\n"
             "    true [9,13)\n"
             "    null [15,19)\n"
             "  \"q\\\"\" [22,27): string [29,34) \"t\\\\\"\n"
             "  \"n\" [36,39): number [41,47) -0.5e3\n");
  BOOST_TEST(Dump(Read("[]")) == "array [0,2)\n");
  BOOST_TEST(Dump(Read("{\"a\": {\"b\": 1}}")) ==
             "object [0,15)\n  \"a\" [1,4): object [6,14)\n    \"b\" [7,10): number [12,13) 1\n");
}

BOOST_AUTO_TEST_CASE(clear_makes_room_for_the_next) {
  SyntaxTree tree = Read("[1, 2, 3]");
  tree.Clear();
  BOOST_TEST(tree.empty());
  BOOST_REQUIRE(!ReadHost("\"x\"", tree).has_value());
  BOOST_TEST(tree.size() == 1u);
  BOOST_TEST(tree.text(tree.root()) == "x");
}

BOOST_AUTO_TEST_CASE(names_and_texts_grow_run_by_run) {
  SyntaxTree tree;
  const NodeId root = tree.Add(kNoNode, NodeKind::kObject, Span{0, 9});
  const NodeId child = tree.Add(root, NodeKind::kString, Span{5, 8});
  tree.SetName(child, "na", Span{1, 4});
  tree.ExtendName(child, "me");
  tree.SetText(child, "");
  tree.ExtendText(child, "te");
  tree.ExtendText(child, "xt");
  BOOST_TEST(tree.name(child) == "name");
  BOOST_TEST(tree.text(child) == "text");
}

}  // namespace
}  // namespace keyward::grammar
