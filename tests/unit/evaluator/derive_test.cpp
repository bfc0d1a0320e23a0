#include "evaluator/derive.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

namespace keyward::evaluator {
namespace {

using std::chrono::system_clock;

constexpr std::string_view kKeyArn =
    "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

Request MakeRequest(std::string_view arn, std::string_view action = "kms:Decrypt",
                    std::string_view resource = kKeyArn) {
  Request request;
  if (!arn.empty()) request.principal = ReadPrincipal(arn).value();
  request.action = MakeAction(action).value();
  request.resource.arn = resource;
  request.resource.account = "111122223333";
  return request;
}

// Get is a key's values joined by commas after derivation; "(none)" where it is not there.
std::string Get(const Request& request, std::string_view name) {
  const ContextEntry* entry = request.context.Find(compiler::HashKey(name), name);
  if (entry == nullptr) return "(none)";
  if (entry->unknown) return "(unknown)";
  std::string text;
  for (uint32_t i = 0; i < entry->value_count; ++i) {
    text += (i == 0 ? "" : ",");
    text += request.context.text(request.context.value(*entry, i));
  }
  return entry->absent ? "(absent)" : text;
}

void DeriveAt(Request& request, int64_t seconds = 1767323045) {
  Prepare(request.principal);
  Prepare(request.resource);
  Derive(request, system_clock::time_point(std::chrono::seconds(seconds)));
}

BOOST_AUTO_TEST_SUITE(derive)

BOOST_AUTO_TEST_CASE(user) {  // R4.2
  Request request = MakeRequest("arn:aws:iam::111122223333:user/team/alice");
  request.principal.id = "AIDAALICE";
  request.principal.tags = {{"team", "orders"}};
  DeriveAt(request);
  BOOST_TEST(Get(request, "aws:PrincipalArn") == "arn:aws:iam::111122223333:user/team/alice");
  BOOST_TEST(Get(request, "aws:PrincipalAccount") == "111122223333");
  BOOST_TEST(Get(request, "aws:PrincipalType") == "User");
  BOOST_TEST(Get(request, "aws:userid") == "AIDAALICE");
  BOOST_TEST(Get(request, "aws:username") == "alice");
  BOOST_TEST(Get(request, "aws:PrincipalIsAWSService") == "false");
  BOOST_TEST(Get(request, "aws:PrincipalTag/Team") == "orders");
  BOOST_TEST(Get(request, "aws:PrincipalServiceName") == "(none)");
  BOOST_TEST(Get(request, "kms:CallerAccount") == "111122223333");
}

BOOST_AUTO_TEST_CASE(role_session) {
  Request request = MakeRequest("arn:aws:sts::111122223333:assumed-role/reader/deploy-7");
  request.principal.role_arn = "arn:aws:iam::111122223333:role/a/reader";
  request.principal.id = "AROAREADER";
  DeriveAt(request);
  BOOST_TEST(Get(request, "aws:PrincipalArn") == "arn:aws:iam::111122223333:role/a/reader");
  BOOST_TEST(Get(request, "aws:userid") == "AROAREADER:deploy-7");
  BOOST_TEST(Get(request, "aws:username") == "(none)");

  Request nameless = MakeRequest("arn:aws:iam::111122223333:role/a/reader");
  nameless.principal.id = "AROAREADER";
  DeriveAt(nameless);
  BOOST_TEST(Get(nameless, "aws:userid") == "(none)");
}

BOOST_AUTO_TEST_CASE(federated_user_and_root) {
  Request federated = MakeRequest("arn:aws:sts::111122223333:federated-user/report");
  DeriveAt(federated);
  BOOST_TEST(Get(federated, "aws:userid") == "111122223333:report");
  BOOST_TEST(Get(federated, "aws:PrincipalType") == "FederatedUser");
  Request root = MakeRequest("arn:aws:iam::111122223333:root");
  DeriveAt(root);
  BOOST_TEST(Get(root, "aws:userid") == "111122223333");
  BOOST_TEST(Get(root, "aws:PrincipalType") == "Account");
}

BOOST_AUTO_TEST_CASE(service) {
  Request request = MakeRequest("");
  request.principal.kind = PrincipalKind::kService;
  request.principal.service_names = {"s3.ap-east-1.amazonaws.com", "s3.amazonaws.com"};
  DeriveAt(request);
  BOOST_TEST(Get(request, "aws:PrincipalIsAWSService") == "true");
  BOOST_TEST(Get(request, "aws:PrincipalServiceName") == "s3.ap-east-1.amazonaws.com");
  BOOST_TEST(Get(request, "aws:PrincipalServiceNamesList") ==
             "s3.ap-east-1.amazonaws.com,s3.amazonaws.com");
  BOOST_TEST(Get(request, "aws:PrincipalArn") == "(none)");
  BOOST_TEST(Get(request, "aws:PrincipalAccount") == "(none)");
  BOOST_TEST(Get(request, "kms:CallerAccount") == "(none)");
}

BOOST_AUTO_TEST_CASE(anonymous) {  // R4.5
  Request request = MakeRequest("", "s3:GetObject", "arn:aws:s3:::bucket/a");
  request.principal.tags = {{"team", "orders"}};
  DeriveAt(request);
  BOOST_TEST(Get(request, "aws:PrincipalAccount") == "anonymous");
  BOOST_TEST(Get(request, "aws:PrincipalType") == "Anonymous");
  BOOST_TEST(Get(request, "aws:userid") == "anonymous");
  BOOST_TEST(Get(request, "aws:PrincipalArn") == "(none)");
  BOOST_TEST(Get(request, "aws:PrincipalIsAWSService") == "(none)");
  BOOST_TEST(Get(request, "aws:PrincipalTag/team") == "(none)");
  BOOST_TEST(Get(request, "aws:ViaAWSService") == "false");
}

BOOST_AUTO_TEST_CASE(what_is_set_stays) {
  Request request = MakeRequest("arn:aws:iam::111122223333:user/alice");
  request.context.SetSingle("AWS:username", "bob");
  request.context.SetAbsent("kms:CallerAccount");
  request.context.SetUnknown("aws:PrincipalArn");
  request.context.SetSingle("aws:SecureTransport", "false");
  DeriveAt(request);
  BOOST_TEST(Get(request, "aws:username") == "bob");
  BOOST_TEST(Get(request, "kms:CallerAccount") == "(absent)");
  BOOST_TEST(Get(request, "aws:PrincipalArn") == "(unknown)");
  BOOST_TEST(Get(request, "aws:SecureTransport") == "false");
}

BOOST_AUTO_TEST_CASE(time_and_call) {  // R4.4
  Request request = MakeRequest("arn:aws:iam::111122223333:user/alice");
  DeriveAt(request, -1);
  BOOST_TEST(Get(request, "aws:CurrentTime") == "1969-12-31T23:59:59Z");
  BOOST_TEST(Get(request, "aws:EpochTime") == "-1");
  BOOST_TEST(Get(request, "aws:SecureTransport") == "true");
  BOOST_TEST(Get(request, "aws:ViaAWSService") == "false");
  BOOST_TEST(Get(request, "aws:RequestedRegion") == "(none)");
}

BOOST_AUTO_TEST_CASE(forwarded_calls_are_known_by_via_service) {
  const auto via = [](auto set) {
    Request request = MakeRequest("arn:aws:iam::111122223333:user/alice");
    set(request.context);
    DeriveAt(request);
    return Get(request, "aws:ViaAWSService");
  };
  BOOST_TEST(via([](Context& c) { c.SetSingle("kms:ViaService", "s3.x.amazonaws.com"); }) ==
             "true");
  BOOST_TEST(via([](Context& c) { c.SetAbsent("kms:ViaService"); }) == "false");
  BOOST_TEST(via([](Context& c) { c.SetUnknown("kms:ViaService"); }) == "(unknown)");
}

BOOST_AUTO_TEST_CASE(key_properties) {
  Request request = MakeRequest("arn:aws:iam::111122223333:user/alice");
  request.resource.key_spec = "RSA_2048";
  request.resource.key_usage = "SIGN_VERIFY";
  request.resource.origin = "AWS_KMS";
  request.resource.aliases = {"alias/a", "alias/b"};
  request.resource.tags = {{"team", "orders"}};
  DeriveAt(request);
  BOOST_TEST(Get(request, "kms:KeySpec") == "RSA_2048");
  BOOST_TEST(Get(request, "kms:CustomerMasterKeySpec") == "RSA_2048");
  BOOST_TEST(Get(request, "kms:KeyUsage") == "SIGN_VERIFY");
  BOOST_TEST(Get(request, "kms:CustomerMasterKeyUsage") == "SIGN_VERIFY");
  BOOST_TEST(Get(request, "kms:KeyOrigin") == "AWS_KMS");
  BOOST_TEST(Get(request, "kms:MultiRegion") == "false");
  BOOST_TEST(Get(request, "kms:MultiRegionKeyType") == "(none)");
  BOOST_TEST(Get(request, "kms:ResourceAliases") == "alias/a,alias/b");
  BOOST_TEST(Get(request, "aws:ResourceTag/team") == "orders");
  BOOST_TEST(Get(request, "aws:ResourceAccount") == "111122223333");
}

BOOST_AUTO_TEST_CASE(multi_region_keys_are_known_by_their_id) {
  Request request = MakeRequest("arn:aws:iam::111122223333:user/alice", "kms:Decrypt",
                                "arn:aws:kms:us-west-2:111122223333:key/mrk-12ab");
  DeriveAt(request);
  BOOST_TEST(Get(request, "kms:MultiRegion") == "true");
  Request alias = MakeRequest("arn:aws:iam::111122223333:user/alice", "kms:CreateAlias",
                              "arn:aws:kms:us-west-2:111122223333:alias/mrk-x");
  DeriveAt(alias);
  BOOST_TEST(Get(alias, "kms:MultiRegion") == "(none)");
}

BOOST_AUTO_TEST_CASE(actions_carry_what_the_table_says) {
  Request list = MakeRequest("arn:aws:iam::111122223333:user/alice", "kms:ListKeys", "*");
  list.resource.key_spec = "RSA_2048";
  list.resource.tags = {{"team", "orders"}};
  DeriveAt(list);
  BOOST_TEST(Get(list, "kms:CallerAccount") == "(none)");
  BOOST_TEST(Get(list, "kms:KeySpec") == "(none)");
  BOOST_TEST(Get(list, "aws:ResourceTag/team") == "(none)");
  Request other =
      MakeRequest("arn:aws:iam::111122223333:user/alice", "s3:GetObject", "arn:aws:s3:::bucket/a");
  other.resource.tags = {{"team", "orders"}};
  DeriveAt(other);
  BOOST_TEST(Get(other, "aws:ResourceTag/team") == "orders");
  BOOST_TEST(Get(other, "kms:CallerAccount") == "(none)");
}

BOOST_AUTO_TEST_CASE(encryption_context) {  // K2.8
  const auto derived = [](std::string_view action) {
    Request request = MakeRequest("arn:aws:iam::111122223333:user/alice", action);
    request.encryption_context = {{"Tenant", "a"}, {"tenant", "b"}, {"stage", "prod"}};
    request.context.SetSingle("kms:EncryptionContext:STAGE", "test");
    DeriveAt(request);
    return request;
  };
  const Request decrypt = derived("kms:Decrypt");
  BOOST_TEST(Get(decrypt, "kms:EncryptionContextKeys") == "Tenant,tenant,stage");
  BOOST_TEST(Get(decrypt, "kms:EncryptionContext:stage") == "test");
  const std::string_view name = "kms:EncryptionContext:tenant";
  const ContextEntry* first = decrypt.context.Find(compiler::HashKey(name), name);
  BOOST_REQUIRE((first != nullptr && decrypt.context.Next(*first) != nullptr));  // K2.5
  const Request describe = derived("kms:DescribeKey");
  BOOST_TEST(Get(describe, "kms:EncryptionContextKeys") == "(none)");
  BOOST_TEST(Get(describe, "kms:EncryptionContext:tenant") == "(none)");

  Request empty = MakeRequest("arn:aws:iam::111122223333:user/alice");
  DeriveAt(empty);
  BOOST_TEST(Get(empty, "kms:EncryptionContextKeys") == "(none)");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::evaluator
