#include "cli/grants_file.h"

#include <fmt/core.h>

#include "cli/input.h"
#include "grammar/host_reader.h"

namespace keyward::cli {
namespace {

using grammar::kNoNode;
using grammar::NodeId;
using grammar::NodeKind;
using scenario::Errors;

tl::unexpected<Errors> Refuse(Error error) {
  return tl::unexpected<Errors>(Errors{std::move(error)});
}

// FindList is the list of grants, or kNoNode.
NodeId FindList(const grammar::SyntaxTree& tree) {
  NodeId id = tree.root();
  if (tree.node(id).kind == NodeKind::kObject) id = tree.Find(id, "Grants");
  return id != kNoNode && tree.node(id).kind == NodeKind::kArray ? id : kNoNode;
}

// AsScenario is a scenario text around the list; what stands in the list keeps its place in the file.
SourcePtr AsScenario(const SourcePtr& file, Span list) {
  constexpr std::string_view kBefore = R"({"grants":)";
  const auto begin = static_cast<uint32_t>(kBefore.size());
  const uint32_t end = begin + (list.end - list.begin);
  const std::string_view grants = file->text().substr(list.begin, list.end - list.begin);
  return Source::Embed(
      file, fmt::format("{}{}}}", kBefore, grants),
      {Segment{0, list.begin, list.begin, false}, Segment{begin, list.begin, list.end, true},
       Segment{end, list.end, list.end, false}});
}

}  // namespace

tl::expected<std::vector<evaluator::Grant>, Errors> ReadGrantsFile(const std::string& path) {
  const Result<SourcePtr> source = ReadSource(path);
  if (!source) return Refuse(source.error());
  const Result<grammar::SyntaxTree> tree = grammar::ReadHostFile(**source);
  if (!tree) return Refuse(tree.error());
  const NodeId list = FindList(*tree);
  if (list == kNoNode) {
    return Refuse(
        Error{ErrorCode::kInvalidInput, "there is no list of grants", (*source)->name(), Position{},
              "expected {\"Grants\": […]} as aws kms list-grants prints it, or the list"});
  }
  const auto policies =
      scenario::ReadPolicies(AsScenario(*source, tree->node(list).span), FolderOf(path));
  if (!policies) return tl::unexpected<Errors>(policies.error());
  const auto set = policies->For(evaluator::Request());
  if (!set) return tl::unexpected<Errors>(set.error());
  return (*set)->applied.grants;
}

}  // namespace keyward::cli
