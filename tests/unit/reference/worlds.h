// Small worlds for the tests of the reference evaluator.
#pragma once

#include <boost/test/unit_test.hpp>
#include <list>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "compiler/check.h"
#include "tests/reference/reference.h"

namespace keyward::reference {

inline std::ostream& operator<<(std::ostream& out, Outcome outcome) {
  static const char* const kNames[] = {"allowed", "explicitDeny", "implicitDeny", "unknown"};
  return out << kNames[static_cast<int>(outcome)];
}

inline std::ostream& operator<<(std::ostream& out, By by) { return out << static_cast<int>(by); }

inline const std::string kAccount = "111122223333";
inline const std::string kAlice = "arn:aws:iam::111122223333:user/alice";
inline const std::string kRole = "arn:aws:iam::111122223333:role/team/app";
inline const std::string kSession = "arn:aws:sts::111122223333:assumed-role/app/s1";
inline const std::string kRoot = "arn:aws:iam::111122223333:root";
inline const std::string kBob = "arn:aws:iam::444455556666:user/bob";
inline const std::string kObject = "arn:aws:s3:::bucket/object";
inline const std::string kKey =
    "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

// Make checks `statements`, the text of Statement, in a policy of the given kind. The policy lives
// as long as the tests. Single quotes stand for double quotes.
inline const compiler::Policy* Make(compiler::PolicyType type, std::string statements,
                                    const std::string& version = "2012-10-17") {
  static std::list<compiler::Policy> policies;
  for (char& c : statements) c = c == '\'' ? '"' : c;
  const std::string text = R"({"Version":")" + version + R"(","Statement":)" + statements + "}";
  const auto source = Source::Create("policy.json", text);
  BOOST_REQUIRE(source.has_value());
  compiler::CheckOptions options;
  options.mode = compiler::CheckMode::kStored;
  auto checked = compiler::ParseAndCheck(*source, type, options);
  BOOST_REQUIRE_MESSAGE(checked.policy.has_value(), text);
  policies.push_back(std::move(*checked.policy));
  return &policies.back();
}

inline const compiler::Policy* Identity(const std::string& statements) {
  return Make(compiler::PolicyType::kIdentity, statements);
}

inline const compiler::Policy* AllowAll(compiler::PolicyType type) {
  return Make(type, "[{'Effect':'Allow','Action':'*','Resource':'*'}]");
}

inline const compiler::Policy* KeyPolicy(const std::string& principal,
                                         const std::string& rest = "") {
  return Make(compiler::PolicyType::kKeyPolicy,
              "[{'Effect':'Allow','Principal':{'AWS':'" + principal +
                  "'},'Action':'kms:*','Resource':'*'" + rest + "}]");
}

inline Principal User(const std::string& arn) {
  Principal principal;
  principal.arn = arn;
  principal.account = arn.substr(13, 12);
  principal.id = "AIDAEXAMPLE";
  return principal;
}

inline Principal Session() {
  Principal principal;
  principal.kind = PrincipalKind::kAssumedRole;
  principal.arn = kSession;
  principal.account = kAccount;
  principal.id = "AROAEXAMPLE:s1";
  principal.role_arn = kRole;
  return principal;
}

inline Principal Root(const std::string& account) {
  Principal principal;
  principal.kind = PrincipalKind::kAccount;
  principal.arn = "arn:aws:iam::" + account + ":root";
  principal.account = account;
  return principal;
}

inline Principal Service(const std::string& name) {
  Principal principal;
  principal.kind = PrincipalKind::kService;
  principal.service_names = {name};
  return principal;
}

// Reading is alice reading an object in her own account.
inline World Reading() {
  World world;
  world.principal = User(kAlice);
  world.action = "s3:GetObject";
  world.resource.arn = kObject;
  world.resource.account = kAccount;
  return world;
}

// Decrypting is a call of kms:Decrypt on the key.
inline World Decrypting(const Principal& principal) {
  World world;
  world.principal = principal;
  world.action = "kms:Decrypt";
  world.resource.arn = kKey;
  world.resource.account = kAccount;
  world.mode = ResourceMode::kKey;
  return world;
}

inline void Give(World* world, const std::string& key, const std::string& value) {
  world->context.push_back({key, {false, false, {value}}});
}

inline void GiveList(World* world, const std::string& key, std::vector<std::string> items) {
  world->context.push_back({key, {true, false, std::move(items)}});
}

inline void GiveUnknown(World* world, const std::string& key, bool multi = false) {
  world->context.push_back({key, {multi, true, {}}});
}

inline void Expect(const World& world, Outcome outcome, By by) {
  const Answer answer = Decide(world);
  BOOST_TEST(answer.outcome == outcome, "got " << answer.outcome << ", want " << outcome);
  BOOST_TEST(answer.by == by, "by " << answer.by << ", want " << by);
}

}  // namespace keyward::reference
