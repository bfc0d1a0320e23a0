// Programs: which statements are inert, their actions, their principals.
#include "compiler/emit.h"

#include <string>

#include "tests/unit/compiler/emitting.h"

namespace keyward::compiler {
namespace {

constexpr uint64_t kAll = (uint64_t{1} << kKmsActionCount) - 1;

uint64_t MaskOf(const std::string& action, PolicyType type = PolicyType::kIdentity) {
  const std::string statement =
      "{'Effect':'Allow'," + Who(type) + "'" + action + ",'Resource':'*'}";
  return MakeProgram(statement, type)->statements()[0].kms_actions;
}

std::string List(std::span<const uint32_t> statements) {
  std::string text;
  for (uint32_t index : statements) text += std::to_string(index) + ' ';
  return text;
}

bool IsInert(const std::string& statement, PolicyType type) {
  return MakeProgram(statement, type)->statements()[0].inert;
}

PrincipalCode PrincipalOf(const std::string& principal) {
  const ProgramPtr program = MakeProgram(
      "{'Effect':'Allow','Principal':" + principal + ",'Action':'s3:GetObject','Resource':'*'}",
      PolicyType::kResource);
  BOOST_REQUIRE_EQUAL(program->principals(program->statements()[0].principals).size(), 1u);
  return program->principals(program->statements()[0].principals)[0];
}

void CheckPrincipal(const std::string& principal, PrincipalMatch match,
                    uint64_t account = kNoAccount) {
  BOOST_TEST_CONTEXT(principal) {
    const PrincipalCode code = PrincipalOf(principal);
    BOOST_TEST((code.match == match));
    BOOST_TEST(code.account == account);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(emit)

BOOST_AUTO_TEST_CASE(a_refused_document_gives_no_program) {
  const Compiled refused = CompileStored("{", PolicyType::kIdentity);
  BOOST_TEST((refused.program == nullptr));
  BOOST_TEST(!refused.diagnostics.empty());
  const Compiled fine =
      CompileStored(R"({"Version": "2012-10-17", "Statement": []})", PolicyType::kResource);
  if (fine.program != nullptr) BOOST_TEST(fine.program->statements().empty());
}

BOOST_AUTO_TEST_CASE(whole_statements_are_not_inert) {
  for (const PolicyType type : kEveryKind) {
    const std::string resource = type == PolicyType::kRoleTrust ? "" : ",'Resource':'*'";
    const std::string action = type == PolicyType::kRoleTrust ? "sts:AssumeRole" : "kms:Decrypt";
    BOOST_TEST(
        !IsInert("{'Effect':'Deny'," + Who(type) + "'Action':'" + action + "'" + resource + "}",
                 type),
        PolicyTypeName(type));
  }
}

BOOST_AUTO_TEST_CASE(a_statement_without_resource) {  // R1.12, K1.11
  const auto inert = [](PolicyType type) {
    return IsInert("{'Effect':'Deny'," + Who(type) + "'Action':'kms:Decrypt'}", type);
  };
  BOOST_TEST(inert(PolicyType::kKeyPolicy));
  BOOST_TEST(!inert(PolicyType::kResource));        // the resource itself
  BOOST_TEST(!inert(PolicyType::kServiceControl));  // all resources
}

BOOST_AUTO_TEST_CASE(a_trust_policy_needs_no_resource) {  // R1.12
  const ProgramPtr program = MakeProgram(
      "{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole'},"
      "{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole','Resource':'arn:aws:s3:::b'},"
      "{'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole','NotResource':'*'}",
      PolicyType::kRoleTrust);
  for (const StatementCode& code : program->statements()) {
    BOOST_TEST(!code.inert);
    BOOST_TEST(code.resource_implied);
    BOOST_TEST(!code.not_resource);
  }
  BOOST_TEST(program->sources()[0].missing_resource);
  BOOST_TEST(!program->sources()[1].missing_resource);
}

BOOST_AUTO_TEST_CASE(a_statement_without_action_or_principal) {  // R1.7, R2.28
  BOOST_TEST(IsInert("{'Effect':'Deny','Principal':'*','Resource':'*'}", PolicyType::kKeyPolicy));
  BOOST_TEST(IsInert("{'Effect':'Deny','Action':[],'Resource':'*'}", PolicyType::kIdentity));
  BOOST_TEST(IsInert("{'Effect':'Deny','Action':'s3:*','Resource':[]}", PolicyType::kIdentity));
  BOOST_TEST(!IsInert("{'Effect':'Deny','NotAction':[],'Resource':'*'}", PolicyType::kIdentity));
  const std::string rest = "'Action':'s3:*','Resource':'*'}";
  BOOST_TEST(IsInert("{'Effect':'Deny'," + rest, PolicyType::kResource));
  BOOST_TEST(IsInert("{'Effect':'Deny','Principal':{'AWS':[]}," + rest, PolicyType::kResource));
  BOOST_TEST(!IsInert("{'Effect':'Deny','NotPrincipal':{'AWS':[]}," + rest, PolicyType::kResource));
}

BOOST_AUTO_TEST_CASE(an_inert_statement_stands_in_no_index) {
  const ProgramPtr program = MakeProgram(
      "{'Effect':'Deny','Principal':'*','Action':['kms:Decrypt','s3:*']}", PolicyType::kKeyPolicy);
  BOOST_TEST(program->statements()[0].kms_actions == 0u);
  BOOST_TEST(program->StatementsOf(KmsAction::kDecrypt).empty());
  BOOST_TEST(program->StatementsOfVendor("s3").empty());
  BOOST_TEST(program->StatementsOfVendor("iam").empty());
}

BOOST_AUTO_TEST_CASE(masks) {  // R2.2 to R2.5, K1.61
  BOOST_TEST(MaskOf("Action':'*'") == kAll);
  BOOST_TEST(MaskOf("Action':'*:*'") == kAll);
  BOOST_TEST(MaskOf("Action':'kms:*'") == kAll);
  BOOST_TEST(MaskOf("Action':'KMS:decrypt'") == Bit(KmsAction::kDecrypt));
  BOOST_TEST(MaskOf("Action':'*:Decrypt'") == Bit(KmsAction::kDecrypt));
  BOOST_TEST(MaskOf("Action':'kms:ReEncrypt*'") ==
             (Bit(KmsAction::kReEncryptFrom) | Bit(KmsAction::kReEncryptTo)));
  BOOST_TEST(MaskOf("Action':'kms:*MAC'") ==
             (Bit(KmsAction::kGenerateMac) | Bit(KmsAction::kVerifyMac)));
  BOOST_TEST(MaskOf("Action':'kms:?ncrypt'") == Bit(KmsAction::kEncrypt));
  BOOST_TEST(MaskOf("Action':'kms:Sig?'") == Bit(KmsAction::kSign));
  BOOST_TEST(MaskOf("Action':'kms:?Sign'") == 0u);
  BOOST_TEST(MaskOf("Action':'kms:**crypt**from'") == Bit(KmsAction::kReEncryptFrom));
  BOOST_TEST(MaskOf("Action':['kms:Sign','kms:Verify','kms:Nope','s3:*']") ==
             (Bit(KmsAction::kSign) | Bit(KmsAction::kVerify)));
  BOOST_TEST(MaskOf("Action':'s3:Decrypt'") == 0u);
  BOOST_TEST(MaskOf("Action':'kms:${Decrypt}'") == 0u);  // R3.40: no variables here
}

BOOST_AUTO_TEST_CASE(masks_of_not_action) {  // R2.6
  BOOST_TEST(MaskOf("NotAction':'kms:Decrypt'") == (kAll & ~Bit(KmsAction::kDecrypt)));
  BOOST_TEST(MaskOf("NotAction':'kms:*'") == 0u);
  BOOST_TEST(MaskOf("NotAction':'s3:*'") == kAll);
  BOOST_TEST(
      MaskOf("NotAction':['*:Sign','kms:Verify*']") ==
      (kAll & ~(Bit(KmsAction::kSign) | Bit(KmsAction::kVerify) | Bit(KmsAction::kVerifyMac))));
}

BOOST_AUTO_TEST_CASE(a_key_policy_names_no_iam_only_action) {  // K1.12
  BOOST_TEST(MaskOf("Action':'kms:*'", PolicyType::kKeyPolicy) == KeyPolicyActions());
  BOOST_TEST(MaskOf("Action':'kms:RetireGrant'", PolicyType::kKeyPolicy) == 0u);
  BOOST_TEST(MaskOf("Action':'kms:List*'", PolicyType::kKeyPolicy) ==
             (MaskOf("Action':'kms:List*'") & KeyPolicyActions()));
  BOOST_TEST(MaskOf("NotAction':'kms:Decrypt'", PolicyType::kKeyPolicy) ==
             (KeyPolicyActions() & ~Bit(KmsAction::kDecrypt)));
  BOOST_TEST(MaskOf("Action':'kms:*'", PolicyType::kResource) == kAll);
}

BOOST_AUTO_TEST_CASE(statements_of_an_action_denies_first) {
  const ProgramPtr program =
      MakeProgram(Does("'Action':'kms:Decrypt'") + "," + Does("'Action':'kms:*'", "Deny") + "," +
                  Does("'NotAction':'kms:Encrypt'") + "," + Does("'Action':'kms:D*'", "Deny"));
  BOOST_TEST(List(program->StatementsOf(KmsAction::kDecrypt)) == "1 3 0 2 ");
  BOOST_TEST(List(program->StatementsOf(KmsAction::kEncrypt)) == "1 ");
  BOOST_TEST(List(program->StatementsOf(KmsAction::kSign)) == "1 2 ");
}

BOOST_AUTO_TEST_CASE(statements_of_a_vendor_denies_first) {
  const ProgramPtr program =
      MakeProgram(Does("'Action':'S3:GetObject'") + "," + Does("'Action':'*:Get*'", "Deny") + "," +
                  Does("'NotAction':'s3:*'") + "," +
                  Does("'Action':['iam:*','s3:PutObject']", "Deny") + "," + Does("'Action':'*'"));
  BOOST_TEST(List(program->StatementsOfVendor("s3")) == "1 3 0 2 4 ");
  BOOST_TEST(List(program->StatementsOfVendor("iam")) == "1 3 2 4 ");
  BOOST_TEST(List(program->StatementsOfVendor("ec2")) == "1 2 4 ");
  BOOST_TEST(List(program->StatementsOfVendor("")) == "1 2 4 ");
  BOOST_TEST(List(program->StatementsOfVendor("S3")) == "1 2 4 ");  // asked for in lower case
}

BOOST_AUTO_TEST_CASE(a_malformed_action_names_nothing) {  // R2.5
  for (const char* action : {"Decrypt", "kms:Decrypt:x", "k*s:Decrypt", ":Decrypt", ""}) {
    const Compiled compiled =
        CompileStored(R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":")" +
                          std::string(action) + R"(","Resource":"*"}})",
                      PolicyType::kIdentity);
    if (compiled.program == nullptr) continue;  // Check may refuse it
    BOOST_TEST(compiled.program->statements()[0].kms_actions == 0u, action);
    BOOST_TEST(compiled.program->StatementsOfVendor("kms").empty(), action);
  }
}

BOOST_AUTO_TEST_CASE(principal_classes) {  // R2.20 to R2.29, R2.35
  CheckPrincipal("'*'", PrincipalMatch::kEveryone);
  CheckPrincipal("{'AWS':'*'}", PrincipalMatch::kEveryone);
  CheckPrincipal("{'AWS':'111122223333'}", PrincipalMatch::kAccount, 111122223333u);
  CheckPrincipal("{'AWS':'arn:aws:iam::111122223333:root'}", PrincipalMatch::kAccount,
                 111122223333u);
  CheckPrincipal("{'AWS':'arn:aws-cn:iam::444455556666:root'}", PrincipalMatch::kAccount,
                 444455556666u);
  for (const char* arn :
       {"arn:aws:iam::111122223333:user/ops/alice", "arn:aws:iam::111122223333:role/orders",
        "arn:aws:sts::111122223333:assumed-role/orders/s",
        "arn:aws:sts::111122223333:federated-user/eve", "arn:aws:iam::111122223333:user/root"}) {
    CheckPrincipal("{'AWS':'" + std::string(arn) + "'}", PrincipalMatch::kArn);
  }
  CheckPrincipal("{'AWS':'AIDACKCEVSQ6C2EXAMPLE'}", PrincipalMatch::kUniqueId);
  CheckPrincipal("{'Service':'ec2.amazonaws.com'}", PrincipalMatch::kService);
  CheckPrincipal("{'Federated':'cognito-identity.amazonaws.com'}", PrincipalMatch::kFederated);
  CheckPrincipal("{'CanonicalUser':'79a59df900b949e5'}", PrincipalMatch::kNobody);
}

BOOST_AUTO_TEST_CASE(everyone_among_others) {  // R2.24
  const ProgramPtr program = MakeProgram(
      "{'Effect':'Deny','Principal':{'AWS':['111122223333','*'],'Service':'ec2.amazonaws.com'},"
      "'Action':'s3:*','Resource':'*'},"
      "{'Effect':'Deny','NotPrincipal':{'AWS':'111122223333'},'Action':'s3:*','Resource':'*'}",
      PolicyType::kResource);
  BOOST_TEST(program->statements()[0].everyone);
  BOOST_TEST(program->statements()[0].principals.size() == 3u);
  BOOST_TEST(!program->statements()[1].everyone);
  BOOST_TEST(program->statements()[1].not_principal);
  BOOST_TEST(program->statements()[1].has_principal);
}

BOOST_AUTO_TEST_CASE(sources_keep_sids_and_spans) {
  const std::string json =
      R"({"Version":"2012-10-17","Statement":{"Sid":"One","Effect":"Deny","Action":["s3:*"]}})";
  const Compiled compiled = CompileStored(json, PolicyType::kServiceControl);
  BOOST_REQUIRE(compiled.program != nullptr);
  const StatementSource& source = compiled.program->sources()[0];
  BOOST_TEST(compiled.program->text(source.sid) == "One");
  BOOST_TEST(source.missing_resource);
  BOOST_TEST(!source.missing_action);
  BOOST_REQUIRE_EQUAL(source.action_values.size(), 1u);
  const Span span = source.action_values[0];
  BOOST_TEST(json.substr(span.begin, span.end - span.begin) == "\"s3:*\"");
  BOOST_TEST(json.substr(source.effect.begin, source.effect.end - source.effect.begin) ==
             "\"Deny\"");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
