#include <filesystem>

#include "tests/unit/evaluator/story.h"

namespace keyward {
namespace {

using evaluator::Change;
using evaluator::ChangeKind;
using evaluator::Outcome;
using evaluator::Remedy;
using evaluator::Step;

bool Removes(const Remedy& remedy) {
  return std::any_of(remedy.changes.begin(), remedy.changes.end(), [](const Change& change) {
    return change.kind == ChangeKind::kRemoveStatement;
  });
}

// CheckPromises: what remedies.h promises of any list of remedies.
void CheckPromises(const Story& story) {
  BOOST_TEST(story.remedies.size() <= 4u);
  size_t size = 0;
  bool any_removes = false;
  bool all_remove = true;
  for (const Remedy& remedy : story.remedies) {
    BOOST_TEST(!remedy.text.empty());
    BOOST_TEST(!remedy.changes.empty());
    BOOST_TEST(remedy.changes.size() >= size);
    size = remedy.changes.size();
    any_removes |= Removes(remedy);
    all_remove &= Removes(remedy);
    for (const Change& change : remedy.changes) {
      BOOST_TEST(change.statement.find('*') == std::string::npos, change.statement);
    }
  }
  BOOST_TEST((!any_removes || all_remove));
  if (story.decision.outcome == Outcome::kAllowed) BOOST_TEST(story.remedies.empty());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(RemediesTest)

BOOST_AUTO_TEST_CASE(AllowedNeedsNone) {
  BOOST_TEST(TellFile("samples/demo/allowed.scenario.json", 0).remedies.empty());
}

BOOST_AUTO_TEST_CASE(RepairsTheStatementThatWasMeant) {
  const Story story = TellFile("samples/demo/denied.scenario.json", 0);
  BOOST_REQUIRE(!story.remedies.empty());
  const Change& change = story.remedies[0].changes[0];
  BOOST_TEST((change.kind == ChangeKind::kAddResource));
  BOOST_TEST(change.target.sid == "Allow orders-service to decrypt orders");
  BOOST_TEST(story.remedies[0].text ==
             "Give the statement key-policy#Allow orders-service to decrypt orders its Resource "
             "element");
}

BOOST_AUTO_TEST_CASE(ProposesTheValueThatAStatementWants) {
  const Story story =
      TellFile("samples/encryption-context-case/encryption-context-case.scenario.json", 2);
  BOOST_REQUIRE(!story.remedies.empty());
  const Change& change = story.remedies[0].changes[0];
  BOOST_TEST((change.kind == ChangeKind::kSetContext));
  BOOST_TEST(change.key == "kms:EncryptionContext:AppName");
  BOOST_REQUIRE_EQUAL(change.values.size(), 1u);
  BOOST_TEST(change.values[0] == "ExampleApp");
}

BOOST_AUTO_TEST_CASE(ProposesTheSpellingThatAStatementWants) {
  const Story story =
      TellFile("samples/encryption-context-case/encryption-context-case.scenario.json", 5);
  BOOST_REQUIRE(!story.remedies.empty());
  BOOST_TEST(story.remedies[0].changes[0].key == "kms:EncryptionContextKeys");
}

BOOST_AUTO_TEST_CASE(ProposesTheContextThatAGrantWants) {
  const Story story = TellFile(
      "samples/grant-encryption-context-subset/grant-encryption-context-subset.scenario.json", 2);
  BOOST_REQUIRE(!story.remedies.empty());
  BOOST_TEST(story.remedies[0].text ==
             "Send the encryption context pair \"Department\" = \"Finance\"");
}

BOOST_AUTO_TEST_CASE(KeepsADenyFromApplyingWithoutRemovingIt) {
  const Story story =
      TellFile("samples/forwarded-call-network-deny/forwarded-call-network-deny.scenario.json", 1);
  BOOST_REQUIRE_EQUAL(story.remedies.size(), 1u);
  const Change& change = story.remedies[0].changes[0];
  BOOST_TEST(change.key == "aws:SourceVpce");
  BOOST_TEST(change.values[0] == "vpce-0a1b2c3d4e5f67890");
}

BOOST_AUTO_TEST_CASE(AForwardedCallCannotChooseItsNetwork) {
  const Story story =
      TellFile("samples/forwarded-call-network-deny/forwarded-call-network-deny.scenario.json", 2);
  BOOST_REQUIRE_EQUAL(story.remedies.size(), 1u);
  BOOST_TEST(Removes(story.remedies[0]));
}

BOOST_AUTO_TEST_CASE(NeverProposesToBeSomebodyElse) {
  const Story story = TellText(KeyStory(
      "\"resource\": " +
      Document(R"({"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*",
          "Condition": {"StringEquals": {"aws:PrincipalAccount": "444455556666"}}})")));
  for (const Remedy& remedy : story.remedies) {
    for (const Change& change : remedy.changes) {
      BOOST_TEST((change.kind != ChangeKind::kSetContext));
    }
  }
}

BOOST_AUTO_TEST_CASE(IdentityPolicyBeforeKeyPolicy) {
  const Story story = TellText(KeyStory("\"resource\": " + Document(kDelegates)));
  BOOST_REQUIRE_EQUAL(story.remedies.size(), 3u);
  BOOST_TEST((story.remedies[0].changes[0].step == Step::kIdentity));
  BOOST_TEST((story.remedies[1].changes[0].step == Step::kResource));
  BOOST_TEST((story.remedies[2].changes[0].kind == ChangeKind::kAddGrant));
  BOOST_TEST(
      story.remedies[0].changes[0].statement ==
      R"({"Effect":"Allow","Action":"kms:Decrypt","Resource":"arn:aws:kms:us-west-2:111122223333:)"
      R"(key/1234abcd-12ab-34cd-56ef-1234567890ab"})");
}

BOOST_AUTO_TEST_CASE(TwoSidesAreTwoChanges) {
  const Story story = TellText(R"({"description": "d", "policies": {"resource": )" +
                               Document(kDelegates) + R"(}, "requests": [{
      "principal": "arn:aws:iam::444455556666:role/importer", "action": "kms:Encrypt",
      "resource": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"}]})");
  BOOST_REQUIRE(!story.remedies.empty());
  CheckPromises(story);
  BOOST_TEST((story.remedies[0].changes[0].kind == ChangeKind::kAddGrant));  // K1.20: it suffices
}

BOOST_AUTO_TEST_CASE(OpensEveryClosedLevelAtOnce) {
  const Story story = TellText(
      KeyStory("\"resource\": " + Document(AllowsAlice("{}")) + R"(, "serviceControl": [[], []])"));
  BOOST_REQUIRE_EQUAL(story.remedies.size(), 1u);
  BOOST_REQUIRE_EQUAL(story.remedies[0].changes.size(), 2u);
  BOOST_TEST(story.remedies[0].changes[0].level == 0);
  BOOST_TEST(story.remedies[0].changes[1].level == 1);
}

BOOST_AUTO_TEST_CASE(AnOperationThatDoesNotCrossIsForTheOwner) {
  const Story story = TellFile("samples/cross-account-use/cross-account-use.scenario.json", 3);
  BOOST_REQUIRE_EQUAL(story.remedies.size(), 1u);
  BOOST_TEST((story.remedies[0].changes[0].kind == ChangeKind::kUseOperation));
}

BOOST_AUTO_TEST_CASE(UnknownKeysGetTheValueThatSettlesThem) {
  const Story story = TellFile("samples/what-if-unknown/what-if-unknown.scenario.json", 0);
  BOOST_REQUIRE(!story.remedies.empty());
  BOOST_TEST(story.remedies[0].text ==
             "Make the request with aws:SourceVpce = \"vpce-0a1b2c3d4e5f67890\"");
}

BOOST_AUTO_TEST_CASE(KeepsItsPromisesOnAllGoldenCases) {
  size_t count = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator("tests/golden/authorize")) {
    const std::string path = entry.path().string();
    if (!path.ends_with(".scenario.json")) continue;
    const scenario::Scenario scenario = LoadStory(path);
    for (size_t i = 0; i < scenario.requests.size(); ++i) {
      BOOST_TEST_CONTEXT(path << " request " << i) { CheckPromises(Tell(scenario, i)); }
      ++count;
    }
  }
  BOOST_TEST(count > 0u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward
