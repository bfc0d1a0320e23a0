// Principal elements against callers: the table of iam.md section 2.3, and NotPrincipal.
#include <string>
#include <vector>

#include "tests/unit/evaluator/deciding.h"

namespace keyward::evaluator {
namespace {

const std::string kRole = "arn:aws:iam::111122223333:role/app/orders";
const std::string kSession = "arn:aws:sts::111122223333:assumed-role/orders/s1";
const std::string kFederated = "arn:aws:sts::111122223333:federated-user/eve";
const std::string kRoot = "arn:aws:iam::111122223333:root";
const std::string kProvider = "arn:aws:iam::111122223333:saml-provider/corp";

Principal Session() {
  Principal principal = Caller(kSession, "AROACKCEVSQ6C2EXAMPLE:s1");
  principal.role_arn = kRole;  // the session's ARN has no path
  Prepare(principal);
  return principal;
}

Principal Federated(const std::string& by = kAlice) {
  Principal principal = Caller(kFederated);
  principal.federating_user_arn = by;
  Prepare(principal);
  return principal;
}

Principal ServiceCaller() {
  Principal principal;
  principal.kind = PrincipalKind::kService;
  principal.service_names = {"ec2.amazonaws.com", "ec2.us-west-2.amazonaws.com"};
  Prepare(principal);
  return principal;
}

Principal Anonymous() {
  Principal principal;
  Prepare(principal);
  return principal;
}

// Callers in the order of the table: user, session, federated user, root, service, anonymous, and
// an identity provider.
std::vector<Principal> Callers() {
  return {Caller(kAlice, "AIDACKCEVSQ6C2EXAMPLE"),
          Session(),
          Federated(),
          Caller(kRoot),
          ServiceCaller(),
          Anonymous(),
          Caller(kProvider)};
}

Decision DecideFor(const std::string& element, const Principal& caller, const std::string& effect,
                   const AuthorizeOptions& options = {}, Step step = Step::kResource) {
  const auto type = step == Step::kResource ? compiler::PolicyType::kResource
                                            : compiler::PolicyType::kVpcEndpoint;
  const ProgramPtr program =
      MakeProgram("{'Effect':'" + effect + "'," + element + ",'Action':'*','Resource':'*'}", type);
  return DecideAs(program, step, Ask(caller, "s3:GetObject", "arn:aws:s3:::b/o"), options);
}

// Kind is d(irect), e(ntity), a(ccount) or `-`.
char Kind(const Decision& decision) { return "-aed"[decision.statements[0].kind]; }

// Row is how a Principal element matches each of the callers.
std::string Row(const std::string& principal) {
  std::string row;
  for (const Principal& caller : Callers()) {
    row += Kind(DecideFor("'Principal':" + principal, caller, "Allow"));
  }
  return row;
}

std::string Aws(const std::string& text) { return "{'AWS':'" + text + "'}"; }

// Denied: a Deny with NotPrincipal hits the caller.
bool Denied(const std::string& values, const Principal& caller,
            NotPrincipalMode mode = NotPrincipalMode::kStrict) {
  AuthorizeOptions options;
  options.not_principal = mode;
  const Decision decision = DecideFor("'NotPrincipal':" + values, caller, "Deny", options);
  return decision.outcome == Outcome::kExplicitDeny;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(principals)

BOOST_AUTO_TEST_CASE(accounts) {  // R2.20
  BOOST_TEST(Row(Aws("111122223333")) == "aaad---");
  BOOST_TEST(Row(Aws(kRoot)) == "aaad---");
  BOOST_TEST(Row(Aws("arn:aws-cn:iam::111122223333:root")) == "aaad---");
  BOOST_TEST(Row(Aws("444455556666")) == "-------");
}

BOOST_AUTO_TEST_CASE(users) {  // R2.21
  BOOST_TEST(Row(Aws(kAlice)) == "d-e----");
  BOOST_TEST(Row(Aws("arn:aws:iam::111122223333:user/Alice")) == "-------");
  BOOST_TEST(Row(Aws("arn:aws:iam::111122223333:user/ops/alice")) == "-------");
  BOOST_TEST(Row(Aws("arn:aws:iam::444455556666:user/alice")) == "-------");
}

BOOST_AUTO_TEST_CASE(roles_and_sessions) {  // R2.22, R2.23, R2.34
  BOOST_TEST(Row(Aws(kRole)) == "-e-----");
  BOOST_TEST(Row(Aws("arn:aws:iam::111122223333:role/orders")) == "-------");
  BOOST_TEST(Row(Aws(kSession)) == "-d-----");
  BOOST_TEST(Row(Aws("arn:aws:sts::111122223333:assumed-role/orders/s2")) == "-------");
  BOOST_TEST(Row(Aws(kFederated)) == "--d----");
}

BOOST_AUTO_TEST_CASE(everyone) {  // R2.24
  BOOST_TEST(Row("'*'") == "ddddddd");
  BOOST_TEST(Row(Aws("*")) == "ddddddd");
}

BOOST_AUTO_TEST_CASE(unique_ids) {  // R2.26
  BOOST_TEST(Row(Aws("AIDACKCEVSQ6C2EXAMPLE")) == "d------");
  BOOST_TEST(Row(Aws("AROACKCEVSQ6C2EXAMPLE")) == "-e-----");
  BOOST_TEST(Row(Aws("AIDACKCEVSQ6C2STALEID")) == "-------");
}

BOOST_AUTO_TEST_CASE(services_and_providers) {  // R2.27, R2.29, R2.35
  BOOST_TEST(Row("{'Service':'ec2.amazonaws.com'}") == "----d--");
  BOOST_TEST(Row("{'Service':'ec2.us-west-2.amazonaws.com'}") == "----d--");
  BOOST_TEST(Row("{'Service':'EC2.amazonaws.com'}") == "-------");
  BOOST_TEST(Row("{'Service':'s3.amazonaws.com'}") == "-------");
  BOOST_TEST(Row("{'Federated':'" + kProvider + "'}") == "------d");
  BOOST_TEST(Row("{'Federated':'accounts.google.com'}") == "-------");
  BOOST_TEST(Row("{'CanonicalUser':'79a59df900b949e5'}") == "-------");
}

BOOST_AUTO_TEST_CASE(the_strongest_of_a_list_counts) {
  BOOST_TEST(Row("{'AWS':['111122223333','" + kRole + "']}") == "aead---");
  BOOST_TEST(Row("{'AWS':['" + kRole + "','" + kSession + "','111122223333']}") == "adad---");
}

BOOST_AUTO_TEST_CASE(a_deny_on_the_account_hits_everybody_in_it) {  // R2.20
  for (const Principal& caller : Callers()) {
    const Decision decision = DecideFor("'Principal':" + Aws("111122223333"), caller, "Deny");
    const bool member = !caller.account.empty() && caller.kind != PrincipalKind::kIdentityProvider;
    BOOST_TEST((decision.outcome == Outcome::kExplicitDeny) == member,
               PrincipalKindName(caller.kind));
  }
}

BOOST_AUTO_TEST_CASE(an_allow_for_all_but_some) {  // R2.30
  const auto kind = [](const std::string& values, const Principal& caller) {
    return Kind(DecideFor("'NotPrincipal':" + values, caller, "Allow"));
  };
  BOOST_TEST(kind(Aws(kAlice), Caller(kAlice)) == '-');
  BOOST_TEST(kind(Aws("111122223333"), Caller(kAlice)) == '-');  // in any kind
  BOOST_TEST(kind(Aws(kRole), Session()) == '-');
  BOOST_TEST(kind(Aws(kAlice), Session()) == 'd');
  BOOST_TEST(kind(Aws(kAlice), Anonymous()) == 'd');
  BOOST_TEST(kind(Aws("*"), Anonymous()) == '-');
}

BOOST_AUTO_TEST_CASE(a_strict_deny_spares_the_complete_chain_alone) {  // R2.31
  const auto list = [](const std::string& first, const std::string& more = "") {
    return "{'AWS':['" + first + "'" + (more.empty() ? "" : ",'" + more + "'") +
           ",'111122223333']}";
  };
  BOOST_TEST(Denied(Aws(kAlice), Caller(kAlice)));
  BOOST_TEST(Denied(Aws("111122223333"), Caller(kAlice)));
  BOOST_TEST(!Denied(list(kAlice), Caller(kAlice)));
  BOOST_TEST(Denied(list(kSession), Session()));
  BOOST_TEST(Denied(list(kRole), Session()));
  BOOST_TEST(Denied("{'AWS':['" + kRole + "','" + kSession + "']}", Session()));
  BOOST_TEST(!Denied(list(kSession, kRole), Session()));
  BOOST_TEST(Denied(list(kAlice), Federated()));
  BOOST_TEST(!Denied(list(kFederated), Federated()));
  BOOST_TEST(!Denied(Aws("111122223333"), Caller(kRoot)));
  BOOST_TEST(!Denied("{'Service':'ec2.amazonaws.com'}", ServiceCaller()));
  BOOST_TEST(Denied("{'Service':'s3.amazonaws.com'}", ServiceCaller()));
  BOOST_TEST(Denied(list(kAlice), Anonymous()));
  for (const Principal& caller : Callers()) BOOST_TEST(!Denied(Aws("*"), caller));
}

BOOST_AUTO_TEST_CASE(a_lenient_deny_spares_whoever_is_listed) {  // R2.31
  const auto mode = NotPrincipalMode::kLenient;
  BOOST_TEST(!Denied(Aws(kAlice), Caller(kAlice), mode));
  BOOST_TEST(!Denied(Aws("111122223333"), Caller(kAlice), mode));
  BOOST_TEST(!Denied(Aws(kRole), Session(), mode));
  BOOST_TEST(!Denied(Aws(kAlice), Federated(), mode));
  BOOST_TEST(Denied(Aws(kAlice), Session(), mode));
  BOOST_TEST(Denied(Aws(kAlice), Anonymous(), mode));
}

BOOST_AUTO_TEST_CASE(with_a_boundary_a_deny_spares_nobody) {  // R2.32
  const ProgramPtr deny = MakeProgram("{'Effect':'Deny','NotPrincipal':{'AWS':['" + kAlice +
                                          "','111122223333']},'Action':'*','Resource':'*'}",
                                      compiler::PolicyType::kResource);
  const ProgramPtr boundary = MakeProgram("{'Effect':'Allow','Action':'*','Resource':'*'}",
                                          compiler::PolicyType::kPermissionsBoundary);
  AppliedPolicies policies;
  policies.resource = {deny.get()};
  const Request request = Ask(Caller(kAlice), "s3:GetObject", "arn:aws:s3:::b/o");
  BOOST_TEST((Decide(policies, request).outcome == Outcome::kImplicitDeny));
  policies.permissions_boundary = {boundary.get()};
  BOOST_TEST((Decide(policies, request).outcome == Outcome::kExplicitDeny));
}

BOOST_AUTO_TEST_CASE(a_gateway_endpoint_takes_an_account_for_its_root) {  // R5.14
  const ProgramPtr program = MakeProgram(
      "{'Effect':'Allow','Principal':" + Aws("111122223333") + ",'Action':'*','Resource':'*'}",
      compiler::PolicyType::kVpcEndpoint);
  AppliedPolicies policies;
  policies.vpc_endpoint = {program.get()};
  const auto step = [&](const std::string& arn) {
    const Request request = Ask(Caller(arn), "s3:GetObject", "arn:aws:s3:::b/o");
    return Decide(policies, request).steps[static_cast<size_t>(Step::kVpcEndpoint)];
  };
  BOOST_TEST((step(kAlice) == StepOutcome::kAllow));
  policies.gateway_endpoint = true;
  BOOST_TEST((step(kAlice) == StepOutcome::kNoAllow));
  BOOST_TEST((step(kRoot) == StepOutcome::kAllow));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::evaluator
