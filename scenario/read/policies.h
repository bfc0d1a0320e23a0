// PolicyReader: the policies and grants of a scenario, compiled, as the sets that requests are
// decided with.
//
// Flow      members of the file and of a request --PolicyNodes--> PolicyReader --> PolicySet
// Promise   a document is compiled once for each kind it is read as; requests with the same members
//           share one set. What does not compile is refused where it stands.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "compiler/emit.h"
#include "scenario/read/reading.h"
#include "scenario/scenario.h"

namespace keyward::scenario {

// PolicyKind: the members of `policies`, in their order.
enum class PolicyKind : uint8_t {
  kIdentity,
  kPermissionsBoundary,
  kSession,
  kResource,
  kServiceControl,
  kResourceControl,
  kVpcEndpoint,
};
inline constexpr size_t kPolicyKindCount = 7;

// PolicyNodes: the members that make a PolicySet; kNoNode where the input is absent.
struct PolicyNodes {
  std::array<grammar::NodeId, kPolicyKindCount> kinds;
  grammar::NodeId grants = grammar::kNoNode;
  std::optional<evaluator::ResourceMode> mode;  // of `resourcePolicyType`

  PolicyNodes() { kinds.fill(grammar::kNoNode); }
};

// ReadPolicyNodes takes the members that are there into `nodes`, over those of the whole file.
bool ReadPolicyNodes(Reading& in, grammar::NodeId policies, grammar::NodeId type,
                     grammar::NodeId grants, PolicyNodes& nodes);

class PolicyReader {
 public:
  // `source` is the text of `in`; `{"file": …}` is resolved against `folder`.
  PolicyReader(Reading& in, SourcePtr source, std::string folder, bool gateway_endpoint);

  // Read gives the set for these members; null when something in them is refused.
  PolicySetPtr Read(const PolicyNodes& nodes, evaluator::ResourceMode mode);

 private:
  using SetKey = std::pair<std::array<grammar::NodeId, kPolicyKindCount + 1>, int>;
  using PolicyKey = std::pair<grammar::NodeId, compiler::PolicyType>;

  PolicySetPtr Build(const PolicyNodes& nodes, evaluator::ResourceMode mode);
  bool AddOne(grammar::NodeId id, compiler::PolicyType type, std::string place, PolicySet& set,
              evaluator::Programs& programs);
  bool AddList(grammar::NodeId id, compiler::PolicyType type, const std::string& place,
               PolicySet& set, evaluator::Programs& programs);
  bool AddLevels(grammar::NodeId id, compiler::PolicyType type, const std::string& place,
                 PolicySet& set, std::optional<std::vector<evaluator::Programs>>& levels);
  bool AddGrants(grammar::NodeId id, PolicySet& set);

  const LoadedPolicy* Load(grammar::NodeId id, compiler::PolicyType type, std::string place);
  std::optional<LoadedPolicy> Compile(grammar::NodeId id, compiler::PolicyType type,
                                      std::string place);
  SourcePtr TextOf(grammar::NodeId document);
  SourcePtr FileText(grammar::NodeId file);

  Reading& in_;
  SourcePtr source_;
  std::string folder_;
  bool gateway_endpoint_;
  std::map<SetKey, PolicySetPtr> sets_;
  std::map<PolicyKey, std::optional<LoadedPolicy>> policies_;
  std::map<std::string, SourcePtr> files_;
};

// ReadGrant reads one entry of ListGrants.
bool ReadGrant(Reading& in, grammar::NodeId id, evaluator::Grant& grant);

}  // namespace keyward::scenario
