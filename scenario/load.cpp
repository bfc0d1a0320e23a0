#include <utility>

#include "grammar/host_reader.h"
#include "scenario/read/expectation.h"
#include "scenario/read/file.h"
#include "scenario/read/head.h"
#include "scenario/read/policies.h"
#include "scenario/read/reading.h"
#include "scenario/request_reader.h"
#include "scenario/scenario.h"

namespace keyward::scenario {
namespace {

using evaluator::ResourceMode;
using grammar::kNoNode;
using grammar::NodeId;

// FileReader reads one scenario text, request by request.
class FileReader {
 public:
  FileReader(SourcePtr source, std::string folder, const grammar::SyntaxTree& tree)
      : source_(std::move(source)),
        in_(tree, source_->text(), source_.get()),
        head_ok_(ReadHead(in_, head_)),
        policies_(in_, source_, std::move(folder), head_.gateway_endpoint) {}

  tl::expected<Scenario, Errors> ReadAll(const Clock& clock);
  tl::expected<FilePolicies, Errors> ReadPolicies();

 private:
  void ReadRequest(NodeId id, RequestReader& reader, Scenario& scenario);

  SourcePtr source_;
  Head head_;
  Reading in_;
  bool head_ok_;
  PolicyReader policies_;
};

tl::expected<Scenario, Errors> FileReader::ReadAll(const Clock& clock) {
  Scenario scenario;
  if (head_ok_ && head_.requests != kNoNode) {
    RequestReader reader(clock, head_.time);
    NodeId id = in_.node(head_.requests).first_child;
    for (; id != kNoNode && !in_.full(); id = in_.node(id).next_sibling) {
      ReadRequest(id, reader, scenario);
    }
  }
  if (!in_.ok()) return tl::unexpected<Errors>(std::move(in_.errors()));
  scenario.source = source_;
  scenario.description = std::move(head_.description);
  scenario.rules = std::move(head_.rules);
  return scenario;
}

void FileReader::ReadRequest(NodeId id, RequestReader& reader, Scenario& scenario) {
  auto request = reader.ReadNode(in_.tree(), id, source_.get());
  if (!request) {
    in_.Refuse(std::move(request.error()));
    return;
  }
  const auto member = [&](std::string_view name) { return in_.tree().Find(id, name); };
  ScenarioRequest& out = scenario.requests.emplace_back();
  out.request = **request;
  out.notes = reader.notes();
  out.span = in_.node(id).span;
  in_.Text(member("description"), out.description);
  PolicyNodes nodes = head_.policies;
  if (ReadPolicyNodes(in_, member("policies"), member("resourcePolicyType"), member("grants"),
                      nodes)) {
    out.policies = policies_.Read(nodes, nodes.mode ? *nodes.mode : ResourceModeOf(out.request));
  }
  if (member("expect") != kNoNode) {
    ReadExpectation(in_, member("expect"), out.expect.emplace());
  }
}

tl::expected<FilePolicies, Errors> FileReader::ReadPolicies() {
  if (!head_ok_) return tl::unexpected<Errors>(std::move(in_.errors()));
  std::array<FilePolicies::Set, 3> sets;
  Errors first;
  bool any = false;
  for (size_t i = 0; i < sets.size(); ++i) {
    const auto mode = static_cast<ResourceMode>(i);
    if (head_.policies.mode && *head_.policies.mode != mode) continue;
    PolicySetPtr set = policies_.Read(head_.policies, mode);
    if (set != nullptr) {
      sets[i] = std::move(set);
      any = true;
      continue;
    }
    // A document that failed before is not reported again.
    if (first.empty()) first = in_.errors();
    sets[i] = tl::unexpected<Errors>(in_.ok() ? first : in_.errors());
    in_.errors().clear();
  }
  if (!any) return tl::unexpected<Errors>(std::move(first));
  return FilePolicies(std::move(sets), head_.policies.mode, head_.time);
}

// WithFile reads the JSON text of `source` and hands it to `read`.
template <typename T, typename Read>
tl::expected<T, Errors> WithFile(const SourcePtr& source, const std::string& folder, Read read) {
  Result<grammar::SyntaxTree> tree = grammar::ReadHostFile(*source);
  if (!tree) return tl::unexpected<Errors>(Errors{std::move(tree.error())});
  FileReader reader(source, folder, *tree);
  return read(reader);
}

}  // namespace

tl::expected<Scenario, Errors> ReadScenario(const SourcePtr& source, const std::string& folder,
                                            const Clock& clock) {
  return WithFile<Scenario>(source, folder,
                            [&clock](FileReader& reader) { return reader.ReadAll(clock); });
}

tl::expected<Scenario, Errors> LoadScenario(const std::string& path, const Clock& clock) {
  Result<SourcePtr> source = ReadFile(path, kMaxSourceBytes);
  if (!source) return tl::unexpected<Errors>(Errors{std::move(source.error())});
  return ReadScenario(*source, FolderOf(path), clock);
}

tl::expected<FilePolicies, Errors> ReadPolicies(const SourcePtr& source,
                                                const std::string& folder) {
  return WithFile<FilePolicies>(source, folder,
                                [](FileReader& reader) { return reader.ReadPolicies(); });
}

tl::expected<FilePolicies, Errors> LoadPolicies(const std::string& path) {
  Result<SourcePtr> source = ReadFile(path, kMaxSourceBytes);
  if (!source) return tl::unexpected<Errors>(Errors{std::move(source.error())});
  return ReadPolicies(*source, FolderOf(path));
}

}  // namespace keyward::scenario
