// The words for outcomes, steps and callers, and three-valued logic.
#include <boost/test/unit_test.hpp>

#include "evaluator/decision.h"
#include "evaluator/request.h"
#include "evaluator/truth.h"

namespace keyward::evaluator {

BOOST_AUTO_TEST_SUITE(names)

BOOST_AUTO_TEST_CASE(steps) {
  BOOST_TEST(StepName(Step::kExplicitDeny) == "explicitDeny");
  BOOST_TEST(StepName(Step::kResourceControl) == "resourceControl");
  BOOST_TEST(StepName(Step::kServiceControl) == "serviceControl");
  BOOST_TEST(StepName(Step::kVpcEndpoint) == "vpcEndpoint");
  BOOST_TEST(StepName(Step::kResource) == "resource");
  BOOST_TEST(StepName(Step::kGrant) == "grant");
  BOOST_TEST(StepName(Step::kIdentity) == "identity");
  BOOST_TEST(StepName(Step::kPermissionsBoundary) == "permissionsBoundary");
  BOOST_TEST(StepName(Step::kSession) == "session");
  BOOST_TEST(static_cast<size_t>(Step::kSession) + 1 == kStepCount);
}

BOOST_AUTO_TEST_CASE(outcomes_of_steps) {
  BOOST_TEST(StepOutcomeName(StepOutcome::kAllow) == "allow");
  BOOST_TEST(StepOutcomeName(StepOutcome::kDeny) == "deny");
  BOOST_TEST(StepOutcomeName(StepOutcome::kNoAllow) == "noAllow");
  BOOST_TEST(StepOutcomeName(StepOutcome::kNone) == "none");
  BOOST_TEST(StepOutcomeName(StepOutcome::kUnknown) == "unknown");
  BOOST_TEST(StepOutcomeName(StepOutcome::kNotApplicable) == "notApplicable");
}

BOOST_AUTO_TEST_CASE(outcomes) {
  BOOST_TEST(OutcomeName(Outcome::kAllowed) == "allowed");
  BOOST_TEST(OutcomeName(Outcome::kExplicitDeny) == "explicitDeny");
  BOOST_TEST(OutcomeName(Outcome::kImplicitDeny) == "implicitDeny");
  BOOST_TEST(OutcomeName(Outcome::kUnknown) == "unknown");
}

BOOST_AUTO_TEST_CASE(kinds_of_callers) {
  BOOST_TEST(PrincipalKindName(PrincipalKind::kUser) == "User");
  BOOST_TEST(PrincipalKindName(PrincipalKind::kAssumedRole) == "AssumedRole");
  BOOST_TEST(PrincipalKindName(PrincipalKind::kFederatedUser) == "FederatedUser");
  BOOST_TEST(PrincipalKindName(PrincipalKind::kAccount) == "Account");
  BOOST_TEST(PrincipalKindName(PrincipalKind::kService) == "Service");
  BOOST_TEST(PrincipalKindName(PrincipalKind::kAnonymous) == "Anonymous");
  BOOST_TEST(PrincipalKindName(PrincipalKind::kIdentityProvider) == "IdentityProvider");
}

BOOST_AUTO_TEST_CASE(three_valued_logic) {
  constexpr Truth kNo = Truth::kFalse;
  constexpr Truth kOpen = Truth::kUnknown;
  constexpr Truth kYes = Truth::kTrue;
  static_assert(And(kYes, kOpen) == kOpen && And(kNo, kOpen) == kNo && And(kYes, kYes) == kYes);
  static_assert(Or(kNo, kOpen) == kOpen && Or(kYes, kOpen) == kYes && Or(kNo, kNo) == kNo);
  static_assert(Not(kOpen) == kOpen && Not(kYes) == kNo && Not(kNo) == kYes);
  for (const Truth a : {kNo, kOpen, kYes}) {
    for (const Truth b : {kNo, kOpen, kYes}) {
      BOOST_TEST((Not(And(a, b)) == Or(Not(a), Not(b))));
      BOOST_TEST((And(a, b) == And(b, a)));
    }
  }
  BOOST_TEST((TruthOf(true) == kYes));
  BOOST_TEST((TruthOf(false) == kNo));
}

BOOST_AUTO_TEST_CASE(what_allowed_is_a_bit_per_step) {
  Decision decision;
  decision.allowed_by = 1u << static_cast<unsigned>(Step::kGrant);
  BOOST_TEST(decision.AllowedBy(Step::kGrant));
  BOOST_TEST(!decision.AllowedBy(Step::kResource));
  BOOST_TEST(!decision.AllowedBy(Step::kIdentity));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::evaluator
