// Program and reference agree on every small world: each caller against each combination of what the
// kinds of policies can say. Exhaustive, so that no combination of paths goes untried.
#include <boost/test/unit_test.hpp>
#include <iostream>

#include "tests/worlds/vocabulary.h"
#include "tests/worlds/world.h"

namespace keyward::worlds {
namespace {

// Voice: what one policy says about the request.
enum class Voice { kAbsent, kAllow, kDeny, kSilent };
constexpr Voice kVoices[] = {Voice::kAbsent, Voice::kAllow, Voice::kDeny, Voice::kSilent};

DocumentSpec Say(Voice voice, const std::string& principal) {
  StatementSpec statement;
  statement.allow = voice != Voice::kDeny;
  statement.actions = {voice == Voice::kSilent ? "ec2:RunInstances" : "*"};
  statement.resources = {"*"};
  statement.principal = principal;
  return DocumentSpec{true, {statement}};
}

std::optional<DocumentSpec> Maybe(Voice voice, const std::string& principal = {}) {
  if (voice == Voice::kAbsent) return std::nullopt;
  return Say(voice, principal);
}

class SmallWorlds {
 public:
  void Compare(const WorldSpec& spec) {
    ++count_;
    const auto world = BuiltWorld::Build(spec);
    BOOST_REQUIRE_MESSAGE(world != nullptr, Text(spec));
    const Answer product = world->AskProduct(workspace_, decision_);
    const Answer reference = world->AskReference();
    ++outcomes_[static_cast<size_t>(reference.outcome)];
    if (product == reference || ++failures_ > 5) return;
    BOOST_ERROR("product says " << Describe(product) << ", reference says " << Describe(reference)
                                << "\n"
                                << Text(spec));
  }

  void Close() const {
    std::cout << count_ << " small worlds: " << outcomes_[0] << " allowed, " << outcomes_[1]
              << " explicitly denied, " << outcomes_[2] << " implicitly denied\n";
    BOOST_TEST(failures_ == 0);
    for (size_t i = 0; i < 3; ++i) BOOST_TEST(outcomes_[i] > 0u);
  }

 private:
  evaluator::Workspace workspace_;
  evaluator::Decision decision_;
  size_t count_ = 0;
  size_t failures_ = 0;
  size_t outcomes_[4] = {};
};

WorldSpec Base(const reference::Principal& principal, const Target& target) {
  WorldSpec world;
  world.principal = principal;
  world.action = target.action;
  world.mode = target.mode;
  world.resource.arn = target.resource;
  const bool other = target.resource.find("444455556666") != std::string::npos;
  world.resource.account = other ? "444455556666" : "111122223333";
  return world;
}

// SetLimits puts what the limiting policies say into the world.
void SetLimits(WorldSpec& world, Voice boundary, Voice session, Voice scp) {
  world.boundary = Maybe(boundary);
  world.session.reset();
  if (session != Voice::kAbsent) world.session = {Say(session, {})};
  world.scp.reset();
  if (scp != Voice::kAbsent) world.scp = {{Say(Voice::kAllow, {})}, {Say(scp, {})}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(small_worlds)

// Who calls × who is named × what each policy says, for a key, a normal resource and a role.
BOOST_AUTO_TEST_CASE(callers_and_policies) {
  SmallWorlds worlds;
  const std::vector<Target> targets = {Targets()[0], Targets()[2], Targets()[14], Targets()[17]};
  for (const reference::Principal& principal : PrincipalRecords()) {
    for (const Target& target : targets) {
      WorldSpec world = Base(principal, target);
      for (const std::string& named : PrincipalElements()) {
        for (const Voice resource : {Voice::kAllow, Voice::kDeny}) {
          world.resource_policy = Maybe(resource, named);
          for (const Voice identity : {Voice::kAbsent, Voice::kAllow, Voice::kDeny}) {
            world.identity.clear();
            if (identity != Voice::kAbsent) world.identity = {Say(identity, {})};
            for (const Voice boundary : {Voice::kAbsent, Voice::kAllow, Voice::kSilent}) {
              SetLimits(world, boundary, boundary == Voice::kAllow ? Voice::kSilent : boundary,
                        Voice::kAbsent);
              worlds.Compare(world);
            }
          }
        }
      }
    }
  }
  worlds.Close();
}

// Every voice of identity, boundary, session, SCP and endpoint, for a few telling principals.
BOOST_AUTO_TEST_CASE(limits_and_gates) {
  SmallWorlds worlds;
  const auto& records = PrincipalRecords();
  for (const size_t who : {size_t{0}, size_t{2}, size_t{3}, size_t{4}, size_t{6}, size_t{9}}) {
    WorldSpec world = Base(records[who], Targets()[0]);
    for (const char* named : {R"("*")", R"({"AWS":"111122223333"})",
                              R"({"AWS":"arn:aws:iam::111122223333:role/team/app"})"}) {
      world.resource_policy = Say(Voice::kAllow, named);
      for (const Voice identity : kVoices) {
        world.identity.clear();
        if (identity != Voice::kAbsent) world.identity = {Say(identity, {})};
        for (const Voice boundary : kVoices) {
          for (const Voice session : kVoices) {
            for (const Voice scp : kVoices) {
              SetLimits(world, boundary, session, scp);
              for (const Voice endpoint : {Voice::kAbsent, Voice::kAllow, Voice::kSilent}) {
                world.vpc_endpoint = Maybe(endpoint, R"("*")");
                worlds.Compare(world);
              }
            }
          }
        }
      }
    }
  }
  worlds.Close();
}

// NotPrincipal in both effects and modes, with and without a boundary.
BOOST_AUTO_TEST_CASE(not_principal) {
  SmallWorlds worlds;
  for (const reference::Principal& principal : PrincipalRecords()) {
    WorldSpec world = Base(principal, Targets()[0]);
    world.identity = {Say(Voice::kAllow, {})};
    for (const std::string& named : PrincipalElements()) {
      for (const bool allow : {true, false}) {
        DocumentSpec document = Say(allow ? Voice::kAllow : Voice::kDeny, named);
        document.statements[0].not_principal = true;
        document.statements.push_back(
            Say(Voice::kAllow, R"({"AWS":"111122223333"})").statements[0]);
        world.resource_policy = document;
        for (const bool strict : {true, false}) {
          world.strict_not_principal = strict;
          for (const Voice boundary : {Voice::kAbsent, Voice::kAllow}) {
            world.boundary = Maybe(boundary);
            worlds.Compare(world);
          }
        }
      }
    }
  }
  worlds.Close();
}

// Every operator with every qualifier on every kind of context value, in Allow and in Deny.
BOOST_AUTO_TEST_CASE(operators) {
  SmallWorlds worlds;
  WorldSpec world = Base(PrincipalRecords()[0], Targets()[0]);
  world.resource_policy = Say(Voice::kAllow, R"({"AWS":"111122223333"})");
  std::string last;
  for (const std::string& op : Operators()) {
    if (op == last) continue;
    last = op;
    for (const char* qualifier : {"", "ForAnyValue:", "ForAllValues:"}) {
      for (const char* suffix : {"", "IfExists"}) {
        if (op == "Null" && *suffix != '\0') continue;
        for (const char* key : {"aws:PrincipalTag/team", "aws:TagKeys"}) {
          for (const std::string& value : ConditionValues(op)) {
            for (const bool allow : {true, false}) {
              StatementSpec statement = Say(allow ? Voice::kAllow : Voice::kDeny, {}).statements[0];
              statement.conditions = {{qualifier + op + suffix, key, {value, "zzz"}}};
              if (value.size() % 2 == 0) statement.conditions[0].values.pop_back();
              world.identity = {DocumentSpec{true, {statement}}};
              if (!allow) world.identity.push_back(Say(Voice::kAllow, {}));
              const bool multi = std::string(key) == "aws:TagKeys";
              std::vector<std::optional<ContextSpec>> contexts = {
                  std::nullopt, ContextSpec{key, multi, true, {}}};
              for (const char* held : {"a", "10", "true", "10.1.2.3", "2026-01-01T00:00:00Z",
                                       "arn:aws:s3:::bkt", "QUJD", ""}) {
                contexts.push_back(ContextSpec{key, multi, false, {held}});
              }
              if (multi) contexts.push_back(ContextSpec{key, true, false, {"a", "b"}});
              if (multi) contexts.push_back(ContextSpec{key, true, false, {}});
              for (const auto& context : contexts) {
                world.context.clear();
                if (context) world.context = {*context};
                world.fail_closed = value.size() % 3 == 0;
                worlds.Compare(world);
              }
            }
          }
        }
      }
    }
  }
  worlds.Close();
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::worlds
