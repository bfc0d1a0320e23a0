#include <algorithm>

#include "tests/unit/evaluator/story.h"

namespace keyward {
namespace {

using evaluator::Outcome;
using evaluator::Part;
using evaluator::Step;

// OnlyReason is the one reason of the one near miss.
std::string OnlyReason(const Story& story) {
  BOOST_REQUIRE_EQUAL(story.explanation.near_misses.size(), 1u);
  BOOST_REQUIRE_EQUAL(story.explanation.near_misses[0].reasons.size(), 1u);
  return story.explanation.near_misses[0].reasons[0].message;
}

std::string ReasonFor(const std::string& condition, const std::string& more = "") {
  return OnlyReason(TellText(KeyStory("\"resource\": " + Document(AllowsAlice(condition)), more)));
}

std::string StepMessage(const Story& story, Step step) {
  return story.explanation.steps[static_cast<size_t>(step)].message;
}

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ExplainTest)

BOOST_AUTO_TEST_CASE(NamesAValueAndWhatIsWanted) {
  BOOST_TEST(ReasonFor(R"({"StringEquals": {"kms:EncryptionContext:tenant": "a"}})",
                       R"("encryptionContext": {"tenant": "b"})") ==
             "kms:EncryptionContext:tenant is \"b\", the condition wants \"a\"");
  BOOST_TEST(ReasonFor(R"({"StringEquals": {"kms:EncryptionContext:tenant": ["a", "c"]}})",
                       R"("encryptionContext": {"tenant": "b"})") ==
             "kms:EncryptionContext:tenant is \"b\", the condition wants \"a\" or \"c\"");
}

BOOST_AUTO_TEST_CASE(PointsOutLetterCase) {
  BOOST_TEST(
      ReasonFor(R"({"StringEquals": {"kms:EncryptionContext:tenant": "A"}})",
                R"("encryptionContext": {"tenant": "a"})") ==
      "kms:EncryptionContext:tenant is \"a\", the condition wants \"A\" (they differ only in "
      "letter case)");
}

BOOST_AUTO_TEST_CASE(NamesAMissingKey) {
  const Story story = TellText(KeyStory(
      "\"resource\": " + Document(AllowsAlice(R"({"StringEquals": {"aws:SourceVpce": "v"}})"))));
  BOOST_TEST(OnlyReason(story) == "aws:SourceVpce is not in the request");
  BOOST_TEST(story.explanation.near_misses[0].reasons[0].key_missing);
  BOOST_REQUIRE_EQUAL(story.explanation.missing_context_keys.size(), 1u);
  BOOST_TEST(story.explanation.missing_context_keys[0] == "aws:SourceVpce");
}

BOOST_AUTO_TEST_CASE(KnowsWhichKeysAnActionNeverCarries) {
  BOOST_TEST(ReasonFor(R"({"StringEquals": {"kms:GranteePrincipal": "x"}})") ==
             "kms:GranteePrincipal is not in the request; requests for kms:Decrypt never carry it");
  BOOST_TEST(ReasonFor(R"({"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/a"}})") ==
             "kms:ResourceAliases is never present in a key policy");
}

BOOST_AUTO_TEST_CASE(ExplainsABareOperatorOnAList) {
  BOOST_TEST(ReasonFor(R"({"StringEquals": {"kms:EncryptionContextKeys": "tenant"}})",
                       R"("encryptionContext": {"tenant": "b"})") ==
             "kms:EncryptionContextKeys holds a list, [\"tenant\"]; without ForAnyValue: or "
             "ForAllValues: the test never matches a list");
}

BOOST_AUTO_TEST_CASE(ExplainsATypeErrorAndSaysHowItWasTaken) {
  const Story story = TellText(
      KeyStory("\"resource\": " +
                   Document(AllowsAlice(R"({"NumericEquals": {"aws:MultiFactorAuthAge": "ten"}})")),
               R"("context": {"aws:MultiFactorAuthAge": 10})"));
  BOOST_TEST(OnlyReason(story) == "the policy's value \"ten\" is not a number, so the test fails");
  BOOST_REQUIRE(!story.explanation.notes.empty());
  BOOST_TEST(Contains(story.explanation.notes[0], "R3.9"));
}

BOOST_AUTO_TEST_CASE(ExplainsAVariableWithoutValue) {
  BOOST_TEST(ReasonFor(R"({"StringEquals": {"kms:EncryptionContext:team":
                           "${aws:PrincipalTag/team}"}})",
                       R"("encryptionContext": {"team": "red"})") ==
             "kms:EncryptionContext:team is \"red\", the condition wants "
             "\"${aws:PrincipalTag/team}\"; a policy variable in it has no value in this request");
}

BOOST_AUTO_TEST_CASE(ExplainsPrincipals) {
  const auto reason = [](const std::string& principal) {
    return OnlyReason(TellText(KeyStory(
        "\"resource\": " +
        Document(R"({"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Principal": )" +
                 principal + "}"))));
  };
  BOOST_TEST(reason(R"({"AWS": "arn:aws:iam::111122223333:user/bob"})") ==
             "the caller is arn:aws:iam::111122223333:user/alice, the statement names "
             "\"arn:aws:iam::111122223333:user/bob\"");
  BOOST_TEST(Contains(reason(R"({"AWS": "arn:aws:iam::111122223333:user/Alice"})"),
                      "differ only in letter case"));
  BOOST_TEST(Contains(reason(R"({"AWS": "arn:aws:iam::111122223333:user/ops/alice"})"),
                      "the path differs"));
}

BOOST_AUTO_TEST_CASE(ExplainsResourcesByTheirDifference) {
  const Story story =
      TellText(KeyStory("\"resource\": " + Document(kDelegates) + R"(, "identity": [)" +
                        Document(R"({"Effect": "Allow", "Action": "kms:Decrypt",
        "Resource": "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"})") +
                        "]"));
  BOOST_TEST(Contains(OnlyReason(story), "; they differ in the Region"));
}

BOOST_AUTO_TEST_CASE(ExplainsAStatementWithoutResource) {
  const Story story = TellFile("samples/demo/denied.scenario.json", 0);
  BOOST_TEST(OnlyReason(story) == "the statement has no Resource element, so it has no effect");
  BOOST_TEST((story.explanation.near_misses[0].reasons[0].part == Part::kResource));
  BOOST_TEST(Contains(StepMessage(story, Step::kIdentity), "so it does not count"));
}

BOOST_AUTO_TEST_CASE(PutsTheNearestStatementFirst) {
  const std::string near = AllowsAlice(R"({"Bool": {"aws:MultiFactorAuthPresent": "true"}})");
  const std::string far = R"({"Sid": "Bob", "Effect": "Allow", "Action": "kms:Decrypt",
      "Resource": "*", "Principal": {"AWS": "arn:aws:iam::111122223333:user/bob"}})";
  const std::string other = R"({"Sid": "Other", "Effect": "Allow", "Action": "kms:Encrypt",
      "Resource": "*", "Principal": "*"})";
  const std::string farther = AllowsAlice(R"({"Bool": {"aws:MultiFactorAuthPresent": "true"},
      "StringEquals": {"aws:SourceVpce": "vpce-1"}})");
  const Story story = TellText(
      KeyStory("\"resource\": " + Document(other + "," + far + "," + farther + "," + near)));
  BOOST_REQUIRE_EQUAL(story.explanation.near_misses.size(), 2u);  // Bob's is for somebody else
  BOOST_TEST(story.explanation.near_misses[0].ref.index == 3u);
  BOOST_TEST(story.explanation.near_misses[1].ref.index == 2u);
}

BOOST_AUTO_TEST_CASE(ListsADenyWithWhatMadeItHold) {
  const Story story = TellText(
      KeyStory("\"resource\": " +
               Document(kDelegates + "," +
                        DeniesAll(R"({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}})"))));
  BOOST_TEST((story.decision.outcome == Outcome::kExplicitDeny));
  BOOST_REQUIRE_EQUAL(story.explanation.matched.size(), 1u);
  const auto& reasons = story.explanation.matched[0].reasons;
  BOOST_REQUIRE_EQUAL(reasons.size(), 1u);
  BOOST_TEST(reasons[0].message ==
             "aws:SourceVpce is not in the request, and StringNotEquals holds for a missing key");
}

BOOST_AUTO_TEST_CASE(ADelegatedAllowListsBothSides) {
  const Story story = TellText(
      KeyStory("\"resource\": " + Document(kDelegates) + R"(, "identity": [)" +
               Document(R"({"Effect": "Allow", "Action": "kms:*", "Resource": "*"})") + "]"));
  BOOST_TEST((story.decision.outcome == Outcome::kAllowed));
  BOOST_REQUIRE_EQUAL(story.explanation.matched.size(), 2u);
  BOOST_TEST((story.explanation.matched[0].ref.step == Step::kResource));
  BOOST_TEST((story.explanation.matched[1].ref.step == Step::kIdentity));
  BOOST_TEST(story.explanation.near_misses.empty());
}

BOOST_AUTO_TEST_CASE(TheResidualIsWhatRemainsOpen) {
  const Story story = TellFile("samples/what-if-unknown/what-if-unknown.scenario.json", 0);
  BOOST_REQUIRE_EQUAL(story.explanation.residual.size(), 1u);
  const evaluator::Residual& residual = story.explanation.residual[0];
  BOOST_TEST(residual.op == "StringEquals");
  BOOST_TEST(residual.key == "aws:SourceVpce");
  BOOST_REQUIRE_EQUAL(residual.values.size(), 1u);
  BOOST_TEST(residual.values[0] == "vpce-0a1b2c3d4e5f67890");
}

BOOST_AUTO_TEST_CASE(NamesTheClosedLevelOfServiceControl) {
  const Story story = TellText(
      KeyStory("\"resource\": " + Document(AllowsAlice("{}")) + R"(, "serviceControl": [[)" +
               Document(R"({"Effect": "Allow", "Action": "*", "Resource": "*"})") + "], []]"));
  BOOST_TEST((story.decision.by == Step::kServiceControl));
  BOOST_TEST(StepMessage(story, Step::kServiceControl) ==
             "level 2 of 2 (root first) has no policy, so nothing there allows kms:Decrypt");
}

BOOST_AUTO_TEST_CASE(SaysThatNotPrincipalWasReadStrictly) {
  const Story story = TellText(
      KeyStory("\"resource\": " +
               Document(kDelegates + R"(, {"Effect": "Deny", "Action": "kms:*", "Resource": "*",
          "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:user/alice"}})")));
  BOOST_TEST((story.decision.outcome == Outcome::kExplicitDeny));
  BOOST_REQUIRE(!story.explanation.notes.empty());
  BOOST_TEST(Contains(story.explanation.notes[0], "R2.31"));
}

BOOST_AUTO_TEST_CASE(UsesAwsWording) {
  const std::string who =
      "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:Decrypt on "
      "resource: arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab ";
  const auto headline = [](const std::string& policies) {
    return TellText(KeyStory(policies)).explanation.headline;
  };
  const std::string resource = "\"resource\": " + Document(kDelegates);
  BOOST_TEST(headline(resource) ==
             who + "because no identity-based policy allows the kms:Decrypt action");
  BOOST_TEST(headline(R"("identity": [])") ==
             who + "because no resource-based policy allows the kms:Decrypt action");
  BOOST_TEST(headline(resource + R"(, "resourceControl": [[)" + Document(DeniesAll("{}")) + "]]") ==
             who + "with an explicit deny in a resource control policy");
}

BOOST_AUTO_TEST_CASE(TellsAnotherAccountNothingAboutTheKey) {
  const Story story = TellFile("samples/cross-account-use/cross-account-use.scenario.json", 2);
  BOOST_TEST(Contains(story.explanation.headline,
                      "kms:Decrypt on this resource because the resource does not exist in this "
                      "Region, no resource-based policies allow access, or a resource-based policy "
                      "explicitly denies access"));
}

BOOST_AUTO_TEST_CASE(LeavesTheResourceOutWhereThereIsNone) {
  const Story story = TellText(R"({"description": "d", "policies": {}, "requests": [{
      "principal": "arn:aws:iam::111122223333:user/alice", "action": "kms:ListKeys",
      "resource": "*"}]})");
  BOOST_TEST(
      story.explanation.headline ==
      "User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:ListKeys "
      "because no identity-based policy allows the kms:ListKeys action");
}

BOOST_AUTO_TEST_CASE(EveryDenyIsExplained) {
  for (const char* path :
       {"samples/no-root-statement/no-root-statement.scenario.json",
        "samples/boundary-role-vs-user/boundary-role-vs-user.scenario.json",
        "samples/service-principal-source-arn/service-principal-source-arn.scenario.json"}) {
    const scenario::Scenario scenario = LoadStory(path);
    for (size_t i = 0; i < scenario.requests.size(); ++i) {
      const Story story = TellFile(path, i);
      BOOST_TEST(story.explanation.steps.size() == evaluator::kStepCount);
      for (const auto& step : story.explanation.steps) BOOST_TEST(!step.message.empty());
      if (story.decision.outcome != Outcome::kExplicitDeny) continue;
      BOOST_TEST(!story.explanation.matched.empty());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward
