// World: a request with everything that bears on it, as plain data that can be generated, printed and
// shrunk; from it both the product and the reference evaluator get their input.
//
// Flow      WorldSpec --Build--> Programs + Request, Policies + reference::World --> two answers
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/policy.h"
#include "compiler/program.h"
#include "evaluator/authorize.h"
#include "tests/reference/reference.h"

namespace keyward::worlds {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct ConditionSpec {
  std::string op;
  std::string key;
  std::vector<std::string> values;
};

struct StatementSpec {
  bool allow = true;
  std::string principal;  // JSON text of the value; empty: no element
  bool not_principal = false;
  std::vector<std::string> actions;
  bool not_action = false;
  bool has_resource = true;
  std::vector<std::string> resources;
  bool not_resource = false;
  std::vector<ConditionSpec> conditions;
};

struct DocumentSpec {
  bool v2012 = true;
  std::vector<StatementSpec> statements;
};

struct ContextSpec {
  std::string key;
  bool multi = false;
  bool unknown = false;
  std::vector<std::string> items;
};

struct WorldSpec {
  reference::Principal principal;
  std::string action;
  reference::Resource resource;
  std::vector<ContextSpec> context;
  Pairs encryption_context;
  std::vector<DocumentSpec> identity;
  std::optional<DocumentSpec> boundary;
  std::optional<std::vector<DocumentSpec>> session;
  std::optional<DocumentSpec> resource_policy;
  reference::ResourceMode mode = reference::ResourceMode::kNormal;
  std::optional<std::vector<std::vector<DocumentSpec>>> scp;
  std::optional<std::vector<std::vector<DocumentSpec>>> rcp;
  std::optional<DocumentSpec> vpc_endpoint;
  bool gateway_endpoint = false;
  std::vector<reference::Grant> grants;
  bool strict_not_principal = true;
  bool fail_closed = false;
};

// Answer: outcome and attribution in one comparable form.
struct Answer {
  reference::Outcome outcome = reference::Outcome::kImplicitDeny;
  reference::By by = reference::By::kNone;
  friend bool operator==(const Answer&, const Answer&) = default;
};
std::string Describe(const Answer& answer);

// Text is the document as JSON.
std::string Text(const DocumentSpec& document);
// Text prints a whole world, for a failure's report.
std::string Text(const WorldSpec& world);

// BuiltWorld: a world, compiled for both sides. Owns what the inputs point to.
class BuiltWorld {
 public:
  // Build fails (null) where a document does not check in stored mode.
  static std::unique_ptr<BuiltWorld> Build(const WorldSpec& spec);

  Answer AskReference() const;
  // AskProduct authorizes twice, with and without the full trace; they must agree.
  Answer AskProduct(evaluator::Workspace& workspace, evaluator::Decision& decision) const;

  const evaluator::AppliedPolicies& policies() const { return policies_; }
  const evaluator::Request& request() const { return request_; }
  const evaluator::AuthorizeOptions& options() const { return options_; }

 private:
  struct Loaded {
    compiler::Policy policy;
    std::shared_ptr<const compiler::Program> program;
  };
  const Loaded* Load(const DocumentSpec& document, compiler::PolicyType type);
  bool LoadAll(const WorldSpec& spec);
  bool LoadList(const std::vector<DocumentSpec>& documents, compiler::PolicyType type,
                evaluator::Programs& programs, reference::Policies& policies);
  void FillRequest(const WorldSpec& spec);
  void FillReference(const WorldSpec& spec);
  bool FillGrants(const WorldSpec& spec);

  std::vector<std::unique_ptr<Loaded>> loaded_;
  evaluator::AppliedPolicies policies_;
  evaluator::Request request_;
  evaluator::AuthorizeOptions options_;
  reference::World world_;
};

// Random: a small deterministic generator (SplitMix64), so that a seed means the same everywhere.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  // A fuzzer's bytes steer the first draws, two bytes each.
  Random(const uint8_t* bytes, size_t size) : bytes_(bytes), left_(size) {}
  uint64_t Next();
  size_t Below(size_t n) { return static_cast<size_t>(Next() % n); }
  bool OneIn(size_t n) { return Below(n) == 0; }
  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[Below(from.size())];
  }

 private:
  uint64_t state_ = 0;
  const uint8_t* bytes_ = nullptr;
  size_t left_ = 0;
};

// Generate makes a random world.
WorldSpec Generate(Random& random);

// Shrink removes what it can while `fails` still holds.
template <typename Fails>
WorldSpec Shrink(WorldSpec world, Fails fails);

// Smaller lists worlds with one thing less than `world`.
std::vector<WorldSpec> Smaller(const WorldSpec& world);

template <typename Fails>
WorldSpec Shrink(WorldSpec world, Fails fails) {
  bool again = true;
  while (again) {
    again = false;
    for (WorldSpec& candidate : Smaller(world)) {
      if (!fails(candidate)) continue;
      world = std::move(candidate);
      again = true;
      break;
    }
  }
  return world;
}

}  // namespace keyward::worlds
