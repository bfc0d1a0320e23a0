// Properties that hold for every world: deny wins; the order of statements is irrelevant; an extra
// Allow never denies more; an extra Deny never allows more; without any Allow nothing is allowed.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <iostream>

#include "tests/worlds/world.h"

namespace keyward::worlds {
namespace {

constexpr uint64_t kSeed = 20260101;

// Worlds is how many each property sees: 20,000, or KEYWARD_WORLDS where that is less.
int Worlds() {
  const char* text = std::getenv("KEYWARD_WORLDS");
  return text == nullptr ? 20000 : std::min(20000, std::max(1, std::atoi(text)));
}

using reference::Outcome;

class Asker {
 public:
  Answer Ask(const WorldSpec& spec) {
    const auto world = BuiltWorld::Build(spec);
    BOOST_REQUIRE_MESSAGE(world != nullptr, Text(spec));
    return world->AskProduct(workspace_, decision_);
  }

 private:
  evaluator::Workspace workspace_;
  evaluator::Decision decision_;
};

// ForEachDocument hands every document of the world to `visit`.
template <typename Visit>
void ForEachDocument(WorldSpec& world, Visit visit) {
  for (DocumentSpec& document : world.identity) visit(document);
  if (world.boundary) visit(*world.boundary);
  if (world.session) std::for_each(world.session->begin(), world.session->end(), visit);
  if (world.resource_policy) visit(*world.resource_policy);
  for (auto* levels : {&world.scp, &world.rcp}) {
    if (!*levels) continue;
    for (auto& level : **levels) std::for_each(level.begin(), level.end(), visit);
  }
  if (world.vpc_endpoint) visit(*world.vpc_endpoint);
}

// AnyStatement is a random statement of some other world, with a principal where one is due.
StatementSpec AnyStatement(Random& random, bool principal) {
  while (true) {
    WorldSpec other = Generate(random);
    const auto& from = principal ? other.resource_policy : other.boundary;
    if (from) return random.Pick(from->statements);
  }
}

// AddStatement puts a random statement of the effect into one of the world's first documents.
void AddStatement(Random& random, bool allow, WorldSpec& world) {
  const StatementSpec with = AnyStatement(random, true);
  const StatementSpec without = AnyStatement(random, false);
  size_t place = random.Below(4);
  ForEachDocument(world, [&](DocumentSpec& document) {
    if (place-- != 0) return;
    StatementSpec extra = document.statements[0].principal.empty() ? without : with;
    extra.allow = allow;
    document.statements.push_back(extra);
  });
}

template <typename Check>
void ForRandomWorlds(Check check) {
  Random random(kSeed);
  Asker asker;
  for (int i = 0, worlds = Worlds(); i < worlds; ++i) {
    WorldSpec world = Generate(random);
    check(random, asker, world);
  }
}

// Rank orders answers by how much they permit.
int Rank(const Answer& answer) {
  switch (answer.outcome) {
    case Outcome::kAllowed: return 2;
    case Outcome::kUnknown: return 1;
    case Outcome::kExplicitDeny:
    case Outcome::kImplicitDeny: break;
  }
  return 0;
}

bool NeedsNoPermission(const WorldSpec& world) { return world.action.rfind("sts:Get", 0) == 0; }

}  // namespace

BOOST_AUTO_TEST_SUITE(properties)

BOOST_AUTO_TEST_CASE(deny_wins) {
  ForRandomWorlds([](Random&, Asker& asker, WorldSpec& world) {
    if (world.action == "sts:GetCallerIdentity") return;
    // An identity, boundary and session Deny reach callers with identities; a resource Deny, all.
    StatementSpec deny;
    deny.allow = false;
    deny.principal = "\"*\"";
    deny.actions = {"*"};
    deny.resources = {"*"};
    const bool without_resource =
        world.resource.arn == "*" || world.resource.arn.find(":alias/") != std::string::npos;
    if (!world.resource_policy || without_resource || world.action == "kms:RetireGrant") return;
    if (world.mode == reference::ResourceMode::kTrust && world.action != "sts:AssumeRole") return;
    world.resource_policy->statements.push_back(deny);
    const Answer answer = asker.Ask(world);
    BOOST_TEST((answer.outcome == Outcome::kExplicitDeny), Text(world));
  });
}

BOOST_AUTO_TEST_CASE(statement_order_is_irrelevant) {
  ForRandomWorlds([](Random& random, Asker& asker, WorldSpec& world) {
    WorldSpec shuffled = world;
    ForEachDocument(shuffled, [&random](DocumentSpec& document) {
      for (size_t i = document.statements.size(); i > 1; --i) {
        std::swap(document.statements[i - 1], document.statements[random.Below(i)]);
      }
      for (StatementSpec& statement : document.statements) {
        std::reverse(statement.actions.begin(), statement.actions.end());
        std::reverse(statement.resources.begin(), statement.resources.end());
        std::reverse(statement.conditions.begin(), statement.conditions.end());
        for (ConditionSpec& test : statement.conditions) {
          std::reverse(test.values.begin(), test.values.end());
        }
      }
    });
    std::reverse(shuffled.identity.begin(), shuffled.identity.end());
    BOOST_TEST((asker.Ask(world) == asker.Ask(shuffled)), Text(world));
  });
}

BOOST_AUTO_TEST_CASE(extra_allow_never_denies_more) {
  ForRandomWorlds([](Random& random, Asker& asker, WorldSpec& world) {
    const int before = Rank(asker.Ask(world));
    AddStatement(random, true, world);
    BOOST_TEST(Rank(asker.Ask(world)) >= before, Text(world));
  });
}

BOOST_AUTO_TEST_CASE(extra_deny_never_allows_more) {
  ForRandomWorlds([](Random& random, Asker& asker, WorldSpec& world) {
    const int before = Rank(asker.Ask(world));
    AddStatement(random, false, world);
    BOOST_TEST(Rank(asker.Ask(world)) <= before, Text(world));
  });
}

BOOST_AUTO_TEST_CASE(without_allow_nothing_is_allowed) {
  int root = 0;
  ForRandomWorlds([&root](Random&, Asker& asker, WorldSpec& world) {
    if (NeedsNoPermission(world)) return;
    world.grants.clear();
    ForEachDocument(world, [](DocumentSpec& document) {
      for (StatementSpec& statement : document.statements) statement.allow = false;
    });
    const Answer answer = asker.Ask(world);
    const bool denied =
        answer.outcome == Outcome::kExplicitDeny || answer.outcome == Outcome::kImplicitDeny;
    // The root user of a normal service needs no Allow (R5.30); nor does who it federated (R5.24),
    // who has no session policy that allows here.
    const bool is_root = world.principal.kind == reference::PrincipalKind::kAccount &&
                         world.principal.account == world.resource.account;
    root += is_root && !denied ? 1 : 0;
    BOOST_TEST((denied || is_root), Text(world));
  });
  BOOST_TEST(root > 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::worlds
