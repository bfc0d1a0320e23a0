// Grants: what is refused, and which requests a grant allows.
#include <string>
#include <vector>

#include "evaluator/grant.h"
#include "tests/unit/evaluator/deciding.h"

namespace keyward::evaluator {
namespace {

using compiler::KmsAction;
using compiler::PrincipalMatch;

const std::string kRole = "arn:aws:iam::111122223333:role/orders";
const std::string kSession = "arn:aws:sts::111122223333:assumed-role/orders/s1";
const std::string kRoot = "arn:aws:iam::111122223333:root";
const std::string kOtherRoot = "arn:aws:iam::444455556666:root";
const std::string kBob = "arn:aws:iam::444455556666:user/bob";
const std::string kBucket = "arn:aws:s3:::orders";

GrantFacts Facts(const std::string& grantee, std::vector<std::string> operations = {"Decrypt"}) {
  GrantFacts facts;
  facts.grantee_principal = grantee;
  facts.operations = std::move(operations);
  return facts;
}

Grant Make(GrantFacts facts) {
  auto grant = MakeGrant(std::move(facts));
  BOOST_REQUIRE_MESSAGE(grant, (grant ? "" : grant.error().message));
  return *grant;
}

// Refusal is the message with which a grant is refused, and what to do about it.
std::string Refusal(GrantFacts facts) {
  const auto grant = MakeGrant(std::move(facts));
  BOOST_REQUIRE(!grant);
  BOOST_TEST((grant.error().code == ErrorCode::kInvalidInput));
  BOOST_TEST(!grant.error().help.empty());
  return grant.error().message;
}

Principal Service(const std::string& name) {
  Principal principal;
  principal.kind = PrincipalKind::kService;
  principal.service_names = {name};
  Prepare(principal);
  return principal;
}

// Matches is what a grant says to a request, under a key policy that allows nothing: n, u or y.
char Matches(const GrantFacts& facts, const Request& request) {
  AppliedPolicies policies;
  policies.resource_mode = ResourceMode::kKey;
  policies.grants = {Make(facts)};
  const Decision decision = Decide(policies, request);
  return "nuy"[static_cast<size_t>(decision.grants[0])];
}

char Covers(const std::string& grantee, const Principal& caller) {
  return Matches(Facts(grantee), Ask(caller, "kms:Decrypt", kKey));
}

Request Decrypting(Pairs context = {}, const std::string& action = "kms:Decrypt") {
  Request request = Ask(Caller(kAlice), action, kKey);
  request.encryption_context = std::move(context);
  return request;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grants)

BOOST_AUTO_TEST_CASE(one_grantee) {  // K3.1
  GrantFacts facts = Facts("");
  BOOST_TEST(Refusal(facts) == "a grant has exactly one grantee");
  facts.grantee_service_principal = "ec2.amazonaws.com";
  BOOST_TEST(Make(facts).grantee.text == "ec2.amazonaws.com");
  facts.grantee_principal = kAlice;
  BOOST_TEST(Refusal(facts) == "a grant has exactly one grantee");
}

BOOST_AUTO_TEST_CASE(one_retiring_principal_at_most) {  // K3.1, K3.5
  GrantFacts facts = Facts(kAlice);
  facts.retiring_principal = kRole;
  BOOST_TEST((Make(facts).retiring.match == PrincipalMatch::kArn));
  facts.retiring_service_principal = "ec2.amazonaws.com";
  BOOST_TEST(Refusal(facts) == "a grant has at most one retiring principal");
  facts.retiring_principal.clear();
  BOOST_TEST((Make(facts).retiring.match == PrincipalMatch::kService));
}

BOOST_AUTO_TEST_CASE(operations) {  // K3.3, K3.6
  BOOST_TEST(Refusal(Facts(kAlice, {})) == "the grant has no operations");
  for (const char* name : {"decrypt", "kms:Decrypt", "ReEncrypt", "PutKeyPolicy", "", "Decrypt "}) {
    BOOST_TEST(Refusal(Facts(kAlice, {"Encrypt", name})) ==
               "\"" + std::string(name) + "\" is no grant operation");
  }
  BOOST_TEST(Make(Facts(kAlice, {"Sign", "Verify", "Sign"})).operations ==
             (Bit(KmsAction::kSign) | Bit(KmsAction::kVerify)));
}

BOOST_AUTO_TEST_CASE(the_issuing_account) {
  GrantFacts facts = Facts(kAlice);
  BOOST_TEST(Make(facts).issuing_account == compiler::kNoAccount);
  for (const std::string& text : {kRoot, std::string("111122223333")}) {
    facts.issuing_account = text;
    BOOST_TEST(Make(facts).issuing_account == 111122223333u);
  }
  for (const std::string& text : {kAlice, std::string("1"), std::string("arn:aws:s3:::root")}) {
    facts.issuing_account = text;
    BOOST_TEST(Refusal(facts) == "\"" + text + "\" is no issuing account");
  }
}

BOOST_AUTO_TEST_CASE(parties) {  // K3.4
  const auto check = [](const std::string& text, PrincipalMatch match, uint64_t account) {
    const Party party = Make(Facts(text)).grantee;
    BOOST_TEST((party.match == match), text);
    BOOST_TEST(party.account == account, text);
  };
  check(kRoot, PrincipalMatch::kAccount, 111122223333u);
  check("111122223333", PrincipalMatch::kAccount, 111122223333u);
  check(kAlice, PrincipalMatch::kArn, 111122223333u);
  check(kSession, PrincipalMatch::kArn, 111122223333u);
  check("dynamodb.us-west-2.amazonaws.com", PrincipalMatch::kService, compiler::kNoAccount);
  check("AROACKCEVSQ6C2EXAMPLE", PrincipalMatch::kUniqueId, compiler::kNoAccount);
  BOOST_TEST((Make(Facts(kAlice)).retiring.match == PrincipalMatch::kNobody));
}

BOOST_AUTO_TEST_CASE(grantees_cover_callers) {  // K3.10
  BOOST_TEST(Covers(kAlice, Caller(kAlice)) == 'y');
  BOOST_TEST(Covers(kAlice, Caller("arn:aws:iam::111122223333:user/bob")) == 'n');
  BOOST_TEST(Covers(kRole, Caller(kSession)) == 'y');
  BOOST_TEST(Covers(kSession, Caller(kSession)) == 'y');
  BOOST_TEST(Covers(kSession, Caller("arn:aws:sts::111122223333:assumed-role/orders/s2")) == 'n');
  BOOST_TEST(Covers(kRoot, Caller(kAlice)) == 'y');
  BOOST_TEST(Covers(kOtherRoot, Caller(kAlice)) == 'n');
  BOOST_TEST(Covers("ec2.amazonaws.com", Service("ec2.amazonaws.com")) == 'y');
  BOOST_TEST(Covers("ec2.amazonaws.com", Service("s3.amazonaws.com")) == 'n');
  BOOST_TEST(Covers("ec2.amazonaws.com", Caller(kAlice)) == 'n');
}

BOOST_AUTO_TEST_CASE(an_account_grantee_needs_an_identity_policy) {  // K3.10, K1.20
  const ProgramPtr allow = MakeProgram("{'Effect':'Allow','Action':'kms:*','Resource':'*'}",
                                       compiler::PolicyType::kIdentity);
  AppliedPolicies policies;
  policies.resource_mode = ResourceMode::kKey;
  policies.grants = {Make(Facts(kRoot))};
  const auto outcome = [&policies](const std::string& arn) {
    return OutcomeName(Decide(policies, Ask(Caller(arn), "kms:Decrypt", kKey)).outcome);
  };
  BOOST_TEST(outcome(kAlice) == "implicitDeny");
  BOOST_TEST(outcome(kRoot) == "allowed");
  policies.identity = {allow.get()};
  BOOST_TEST(outcome(kAlice) == "allowed");
}

BOOST_AUTO_TEST_CASE(a_grant_is_for_its_operations_and_its_key) {  // K3.2
  BOOST_TEST(Matches(Facts(kAlice, {"Encrypt"}), Decrypting()) == 'n');
  BOOST_TEST(Matches(Facts(kAlice, {"Encrypt", "Decrypt"}), Decrypting()) == 'y');
  GrantFacts facts = Facts(kAlice);
  facts.key_id = kKey;
  BOOST_TEST(Matches(facts, Decrypting()) == 'y');
  facts.key_id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  BOOST_TEST(Matches(facts, Decrypting()) == 'y');
  facts.key_id = "34cd-56ef-1234567890ab";
  BOOST_TEST(Matches(facts, Decrypting()) == 'n');
  facts.key_id = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  BOOST_TEST(Matches(facts, Decrypting()) == 'n');  // K3.1: per Region
}

BOOST_AUTO_TEST_CASE(encryption_context_equals) {  // K3.11
  GrantFacts facts = Facts(kAlice, {"Decrypt", "DescribeKey"});
  facts.encryption_context_equals = Pairs{{"Tenant", "a"}, {"stage", "prod"}};
  BOOST_TEST(Matches(facts, Decrypting({{"tenant", "a"}, {"STAGE", "prod"}})) == 'y');
  BOOST_TEST(Matches(facts, Decrypting({{"tenant", "A"}, {"stage", "prod"}})) == 'n');
  BOOST_TEST(Matches(facts, Decrypting({{"tenant", "a"}})) == 'n');
  BOOST_TEST(Matches(facts, Decrypting({{"tenant", "a"}, {"stage", "prod"}, {"x", "y"}})) == 'n');
  BOOST_TEST(Matches(facts, Decrypting()) == 'n');
  BOOST_TEST(Matches(facts, Decrypting({}, "kms:DescribeKey")) == 'y');  // K3.12
}

BOOST_AUTO_TEST_CASE(encryption_context_subset) {  // K3.11
  GrantFacts facts = Facts(kAlice);
  facts.encryption_context_subset = Pairs{{"Tenant", "a"}};
  BOOST_TEST(Matches(facts, Decrypting({{"tenant", "a"}})) == 'y');
  BOOST_TEST(Matches(facts, Decrypting({{"x", "y"}, {"tenant", "a"}})) == 'y');
  BOOST_TEST(Matches(facts, Decrypting({{"tenant", "b"}})) == 'n');
  BOOST_TEST(Matches(facts, Decrypting()) == 'n');
  facts.encryption_context_subset = Pairs{};
  BOOST_TEST(Matches(facts, Decrypting()) == 'n');
  BOOST_TEST(Matches(facts, Decrypting({{"x", "y"}})) == 'y');
}

BOOST_AUTO_TEST_CASE(source_arn) {  // K3.13
  GrantFacts facts = Facts(kAlice, {"Decrypt", "DescribeKey"});
  facts.source_arn = kBucket;
  Request request = Decrypting();
  BOOST_TEST(Matches(facts, request) == 'n');
  request.context.SetSingle("AWS:sourcearn", kBucket);
  BOOST_TEST(Matches(facts, request) == 'y');
  request.context.SetSingle("AWS:sourcearn", kBucket + "/more");
  BOOST_TEST(Matches(facts, request) == 'n');
  request.context.SetUnknown("AWS:sourcearn");
  BOOST_TEST(Matches(facts, request) == 'u');
  request.context.SetAbsent("AWS:sourcearn");
  BOOST_TEST(Matches(facts, request) == 'n');
  BOOST_TEST(Matches(facts, Decrypting({}, "kms:DescribeKey")) == 'n');
}

BOOST_AUTO_TEST_CASE(child_operations) {  // K3.30
  const GrantFacts parent = Facts(kAlice, {"CreateGrant", "Decrypt"});
  const auto child = [&parent](const std::vector<std::string_view>& operations) {
    Request request = Decrypting({}, "kms:CreateGrant");
    request.context.SetMultivalued("kms:GrantOperations", operations);
    return Matches(parent, request);
  };
  BOOST_TEST(child({"Decrypt"}) == 'y');
  BOOST_TEST(child({"CreateGrant", "Decrypt"}) == 'y');
  BOOST_TEST(child({"Decrypt", "Encrypt"}) == 'n');
  BOOST_TEST(child({"RetireGrant"}) == 'n');
  BOOST_TEST(child({"Nope"}) == 'n');
  Request open = Decrypting({}, "kms:CreateGrant");
  BOOST_TEST(Matches(parent, open) == 'y');  // the request does not say them
  open.context.SetUnknown("kms:GrantOperations");
  BOOST_TEST(Matches(parent, open) == 'u');
}

BOOST_AUTO_TEST_CASE(child_constraints) {  // K3.31
  GrantFacts parent = Facts(kAlice, {"CreateGrant"});
  parent.encryption_context_subset = Pairs{{"tenant", "a"}};
  const auto child = [&parent](Pairs context, const std::string& type) {
    Request request = Decrypting(std::move(context), "kms:CreateGrant");
    if (type == "?") request.context.SetUnknown("kms:GrantConstraintType");
    if (type.size() > 1) request.context.SetSingle("kms:GrantConstraintType", type);
    return Matches(parent, request);
  };
  BOOST_TEST(child({{"tenant", "a"}}, "EncryptionContextSubset") == 'y');
  BOOST_TEST(child({{"tenant", "a"}, {"x", "y"}}, "EncryptionContextSubset") == 'y');
  BOOST_TEST(child({{"tenant", "a"}, {"x", "y"}}, "EncryptionContextEquals") == 'y');
  BOOST_TEST(child({{"x", "y"}}, "EncryptionContextSubset") == 'n');
  BOOST_TEST(child({}, "") == 'n');
  parent.encryption_context_subset.reset();
  parent.encryption_context_equals = Pairs{{"tenant", "a"}};
  BOOST_TEST(child({{"tenant", "a"}}, "EncryptionContextEquals") == 'y');
  BOOST_TEST(child({{"tenant", "a"}}, "EncryptionContextSubset") == 'n');
  BOOST_TEST(child({{"tenant", "a"}}, "?") == 'u');
  BOOST_TEST(child({{"tenant", "a"}, {"x", "y"}}, "EncryptionContextEquals") == 'n');
}

BOOST_AUTO_TEST_CASE(retiring) {  // K3.51, K3.12, K3.13
  const auto retire = [](const GrantFacts& facts, const std::string& arn) {
    return Matches(facts, Ask(Caller(arn), "kms:RetireGrant", kKey));
  };
  GrantFacts facts = Facts(kAlice);
  BOOST_TEST(retire(facts, kAlice) == 'n');
  facts.operations.push_back("RetireGrant");
  BOOST_TEST(retire(facts, kAlice) == 'y');
  BOOST_TEST(retire(facts, kBob) == 'n');
  facts.retiring_principal = kBob;
  facts.source_arn = kBucket;
  facts.encryption_context_equals = Pairs{{"tenant", "a"}};
  BOOST_TEST(retire(facts, kBob) == 'y');
  BOOST_TEST(retire(facts, kOtherRoot) == 'n');
  facts.issuing_account = kOtherRoot;
  BOOST_TEST(retire(facts, kOtherRoot) == 'y');
  BOOST_TEST(retire(facts, kRoot) == 'n');
}

BOOST_AUTO_TEST_CASE(delegating_retirement) {  // K3.51
  const ProgramPtr allow =
      MakeProgram("{'Effect':'Allow','Action':'kms:RetireGrant','Resource':'*'}",
                  compiler::PolicyType::kIdentity);
  AppliedPolicies policies;
  policies.resource_mode = ResourceMode::kKey;
  policies.identity = {allow.get()};
  const auto outcome = [&policies](const std::string& arn) {
    return OutcomeName(Decide(policies, Ask(Caller(arn), "kms:RetireGrant", kKey)).outcome);
  };
  BOOST_TEST(outcome(kAlice) == "implicitDeny");  // no grant to retire
  policies.grants = {Make(Facts(kRole))};
  BOOST_TEST(outcome(kAlice) == "allowed");  // of the key's account
  BOOST_TEST(outcome(kBob) == "implicitDeny");
  GrantFacts facts = Facts(kRole);
  facts.retiring_principal = kOtherRoot;
  policies.grants = {Make(facts)};
  BOOST_TEST(outcome(kBob) == "allowed");
}

BOOST_AUTO_TEST_CASE(grants_are_for_grant_operations_on_keys) {
  const GrantFacts facts = Facts(kAlice);
  BOOST_TEST(Matches(facts, Decrypting({}, "kms:PutKeyPolicy")) == 'n');
  BOOST_TEST(Matches(facts, Ask(Caller(kAlice), "kms:Decrypt", "*")) == 'n');
  BOOST_TEST(Matches(facts, Ask(Caller(kAlice), "s3:GetObject", kBucket)) == 'n');
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::evaluator
