#include "tests/worlds/vocabulary.h"

#include "compiler/condition_keys.h"

namespace keyward::worlds {
namespace {

using reference::PrincipalKind;
using reference::ResourceMode;

constexpr char kKey[] = "arn:aws:kms:us-east-1:111122223333:key/k1";
constexpr char kOtherKey[] = "arn:aws:kms:us-east-1:444455556666:key/k2";

reference::Principal Make(PrincipalKind kind, std::string arn, std::string account, std::string id,
                          std::string role = {}, std::string federating = {}) {
  reference::Principal principal;
  principal.kind = kind;
  principal.arn = std::move(arn);
  principal.account = std::move(account);
  principal.id = std::move(id);
  principal.role_arn = std::move(role);
  principal.federating_user_arn = std::move(federating);
  return principal;
}

std::vector<reference::Principal> MakeRecords() {
  std::vector<reference::Principal> all = {
      Make(PrincipalKind::kUser, "arn:aws:iam::111122223333:user/alice", "111122223333",
           "AIDAALICE"),
      Make(PrincipalKind::kUser, "arn:aws:iam::444455556666:user/bob", "444455556666", "AIDABOB"),
      Make(PrincipalKind::kAssumedRole, "arn:aws:sts::111122223333:assumed-role/app/s1",
           "111122223333", "AROAAPP:s1", "arn:aws:iam::111122223333:role/team/app"),
      Make(PrincipalKind::kAssumedRole, "arn:aws:sts::444455556666:assumed-role/far/s1",
           "444455556666", "AROAFAR", "arn:aws:iam::444455556666:role/far"),
      Make(PrincipalKind::kFederatedUser, "arn:aws:sts::111122223333:federated-user/fed",
           "111122223333", "111122223333:fed", "", "arn:aws:iam::111122223333:user/alice"),
      Make(PrincipalKind::kFederatedUser, "arn:aws:sts::111122223333:federated-user/fed",
           "111122223333", "111122223333:fed", "", "arn:aws:iam::111122223333:root"),
      Make(PrincipalKind::kAccount, "arn:aws:iam::111122223333:root", "111122223333",
           "111122223333"),
      Make(PrincipalKind::kAnonymous, "", "", ""),
      Make(PrincipalKind::kIdentityProvider, "cognito-identity.amazonaws.com", "", ""),
  };
  reference::Principal service;
  service.kind = PrincipalKind::kService;
  service.service_names = {"s3.amazonaws.com", "s3.us-east-1.amazonaws.com"};
  all.push_back(service);
  reference::Principal linked = all[2];
  linked.service_linked_role = true;
  all.push_back(linked);
  reference::Principal management = all[0];
  management.management_account = true;
  all.push_back(management);
  reference::Principal china = all[0];
  china.arn = "arn:aws-cn:iam::111122223333:user/alice";
  all.push_back(china);
  return all;
}

}  // namespace

const std::vector<Target>& Targets() {
  static const std::vector<Target> all = {
      {"kms:Decrypt", kKey, ResourceMode::kKey},
      {"kms:Decrypt", kKey, ResourceMode::kKey},
      {"kms:Decrypt", kOtherKey, ResourceMode::kKey},
      {"kms:Encrypt", kKey, ResourceMode::kKey},
      {"kms:DescribeKey", kKey, ResourceMode::kKey},
      {"kms:CreateGrant", kKey, ResourceMode::kKey},
      {"kms:RetireGrant", kKey, ResourceMode::kKey},
      {"kms:RetireGrant", kOtherKey, ResourceMode::kKey},
      {"kms:DisableKey", kOtherKey, ResourceMode::kKey},
      {"kms:CreateAlias", kKey, ResourceMode::kKey},
      {"kms:CreateAlias", "arn:aws:kms:us-east-1:111122223333:alias/a", ResourceMode::kKey},
      {"kms:ListKeys", "*", ResourceMode::kKey},
      {"kms:CreateKey", "*", ResourceMode::kNormal},
      {"kms:FutureThing", kKey, ResourceMode::kKey},
      {"s3:GetObject", "arn:aws:s3:::bkt/a/b", ResourceMode::kNormal},
      {"s3:GetObject", "arn:aws:s3:::bkt/x", ResourceMode::kNormal},
      {"sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:q", ResourceMode::kNormal},
      {"sts:AssumeRole", "arn:aws:iam::111122223333:role/target", ResourceMode::kTrust},
      {"sts:GetCallerIdentity", "*", ResourceMode::kNormal},
      {"sts:GetSessionToken", "*", ResourceMode::kNormal},
  };
  return all;
}

const std::vector<reference::Principal>& PrincipalRecords() {
  static const std::vector<reference::Principal> all = MakeRecords();
  return all;
}

const Words& PrincipalElements() {
  static const Words all = {
      R"("*")",
      R"({"AWS":"*"})",
      R"({"AWS":"111122223333"})",
      R"({"AWS":"arn:aws:iam::111122223333:root"})",
      R"({"AWS":"arn:aws:iam::444455556666:root"})",
      R"({"AWS":"arn:aws:iam::111122223333:user/alice"})",
      R"({"AWS":["arn:aws:iam::111122223333:user/alice","111122223333"]})",
      R"({"AWS":"arn:aws:iam::111122223333:role/team/app"})",
      R"({"AWS":"arn:aws:iam::111122223333:role/app"})",
      R"({"AWS":"arn:aws:sts::111122223333:assumed-role/app/s1"})",
      R"({"AWS":["arn:aws:sts::111122223333:assumed-role/app/s1","arn:aws:iam::111122223333:role/team/app","111122223333"]})",
      R"({"AWS":"arn:aws:sts::111122223333:federated-user/fed"})",
      R"({"AWS":"arn:aws:iam::444455556666:user/bob"})",
      R"({"AWS":"arn:aws:iam::444455556666:role/far"})",
      R"({"AWS":["AIDAALICE","AROAAPP"]})",
      R"({"AWS":"arn:aws:iam::111122223333:user/*"})",
      R"({"Service":"s3.amazonaws.com"})",
      R"({"Service":"kms.amazonaws.com","AWS":"444455556666"})",
      R"({"Federated":"cognito-identity.amazonaws.com"})",
      R"({"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"})",
      R"({"AWS":[]})",
  };
  return all;
}

const Words& ActionPatterns() {
  static const Words all = {"*",           "kms:*",        "kms:Decrypt", "KMS:decrypt",
                            "kms:*crypt",  "kms:De*",      "kms:?ecrypt", "kms:CreateGrant",
                            "kms:Retire*", "kms:List*",    "kms:Future*", "*:*",
                            "s3:Get*",     "s3:GetObject", "sts:*",       "sqs:SendMessage",
                            "kms:",        "kms: Decrypt", "*:Get*",      "kms:Create*"};
  return all;
}

const Words& ResourcePatterns() {
  static const Words all = {
      "*",
      "*",
      kKey,
      kOtherKey,
      "arn:aws:kms:us-east-1:111122223333:key/*",
      "arn:aws:kms:*:*:key/k?",
      "arn:aws:kms:us-east-1:111122223333:*",
      "arn:aws:kms:us-east-1:111122223333:alias/*",
      "ARN:aws:kms:us-east-1:111122223333:key/k1",
      "arn:AWS:KMS:us-east-1:111122223333:key/k1",
      "arn:aws:kms:us-east-1:111122223333:key/K1",
      "arn:aws:kms",
      "arn:aws:*",
      "arn:aws:s3:::bkt/*",
      "arn:aws:s3:::bkt/${aws:username}",
      "arn:aws:s3:::bkt/${aws:PrincipalTag/team}/*",
      "arn:aws:s3:::bkt/${aws:PrincipalTag/team, 'x'}",
      "arn:aws:s3:::bkt/*/b",
      "arn:aws:s3:::${*}/x",
      "arn:aws:s3:::bkt/${aws:TagKeys}",
      "arn:aws:sqs:*:111122223333:q",
      "arn:aws:iam::111122223333:role/*",
      "arn:aws:iam::*:role/target",
      "arn:*:*:*:*:*",
      "invalid",
  };
  return all;
}

const Words& Operators() {
  static const Words all = {"StringEquals",
                            "StringNotEquals",
                            "StringEqualsIgnoreCase",
                            "StringNotEqualsIgnoreCase",
                            "StringLike",
                            "StringLike",
                            "StringNotLike",
                            "NumericEquals",
                            "NumericNotEquals",
                            "NumericLessThan",
                            "NumericLessThanEquals",
                            "NumericGreaterThan",
                            "NumericGreaterThanEquals",
                            "DateEquals",
                            "DateNotEquals",
                            "DateLessThan",
                            "DateLessThanEquals",
                            "DateGreaterThan",
                            "DateGreaterThanEquals",
                            "Bool",
                            "BinaryEquals",
                            "IpAddress",
                            "NotIpAddress",
                            "ArnEquals",
                            "ArnLike",
                            "ArnNotEquals",
                            "ArnNotLike",
                            "Null",
                            "Null"};
  return all;
}

const Words& ContextKeys() {
  static const Words all = {"aws:PrincipalTag/team",
                            "aws:PrincipalTag/Team",
                            "aws:username",
                            "aws:TagKeys",
                            "aws:CalledVia",
                            "kms:EncryptionContextKeys",
                            "kms:EncryptionContext:tenant",
                            "kms:EncryptionContext:Tenant",
                            "kms:ResourceAliases",
                            "aws:ResourceTag/team",
                            "aws:SourceIp",
                            "aws:SourceArn",
                            "aws:PrincipalArn",
                            "aws:MultiFactorAuthPresent",
                            "aws:MultiFactorAuthAge",
                            "aws:CurrentTime",
                            "aws:RequestedRegion",
                            "acme:Binary"};
  return all;
}

const Words& KeyArns() {
  static const Words all = {kKey, kOtherKey};
  return all;
}

const Words& Parties() {
  static const Words all = {"arn:aws:iam::111122223333:user/alice",
                            "arn:aws:iam::111122223333:role/team/app",
                            "arn:aws:sts::111122223333:assumed-role/app/s1",
                            "arn:aws:sts::111122223333:federated-user/fed",
                            "arn:aws:iam::111122223333:root",
                            "arn:aws:iam::444455556666:root",
                            "arn:aws:iam::444455556666:user/bob",
                            "arn:aws:iam::444455556666:role/far"};
  return all;
}

const Words& ConditionValues(std::string_view op) {
  static const Words numbers = {"1", "10", "10.0", "-3", "+7", "0.5", "1e3", "x", "", "00010"};
  static const Words dates = {"2026-01-01T00:00:00Z",
                              "2026-01-01",
                              "2030-01",
                              "1767225600",
                              "2026-01-01T02:00:00+02:00",
                              "2026-01-01T00:00:00.5Z",
                              "never",
                              "2026-13-01"};
  static const Words bools = {
      "true", "false", "TRUE", "maybe", "${aws:MultiFactorAuthPresent}", "${aws:username}"};
  static const Words addresses = {"10.0.0.0/8", "10.1.2.3", "2001:db8::/32",
                                  "0.0.0.0/0",  "10.1",     "10.1.2.3/33"};
  static const Words arns = {"arn:aws:iam::111122223333:role/*",
                             "arn:aws:s3:::bkt",
                             "arn:*:iam::*:user/alice",
                             "*",
                             "arn:aws:s3:::${aws:username}",
                             "${aws:SourceArn}",
                             "arn:aws:iam::${aws:username}:user/alice",
                             "arn:aws:s3:::b?t",
                             "arn:aws:s3"};
  static const Words binary = {"QUJD", "QUI=", "QQ==", "A", "!!!!", ""};
  static const Words null = {"true", "false", "x"};
  static const Words strings = {"a",
                                "A",
                                "b",
                                "*",
                                "?",
                                "a*",
                                "alice",
                                "",
                                "**",
                                "*a*",
                                "${aws:username}",
                                "${aws:PrincipalTag/team}",
                                "${aws:PrincipalTag/team, 'a'}",
                                "${aws:TagKeys}",
                                "${*}",
                                "${",
                                "${}",
                                "é",
                                "É",
                                "${aws:username}*",
                                "red"};
  if (op.find("Numeric") != op.npos) return numbers;
  if (op.find("Date") != op.npos) return dates;
  if (op.find("Bool") != op.npos) return bools;
  if (op.find("IpAddress") != op.npos) return addresses;
  if (op.find("Arn") != op.npos) return arns;
  if (op.find("Binary") != op.npos) return binary;
  if (op.find("Null") != op.npos) return null;
  return strings;
}

const Words& ContextValues(std::string_view key) {
  static const Words addresses = {"10.1.2.3", "192.0.2.1", "2001:db8::1", "bad"};
  static const Words arns = {"arn:aws:iam::111122223333:role/team/app", "arn:aws:s3:::bkt",
                             "arn:aws:iam::111122223333:user/alice", "x", "arn:aws:s3:::alice"};
  static const Words bools = {"true", "false", "x"};
  static const Words numbers = {"1", "10", "10.00", "-3", "x"};
  static const Words dates = {"2026-01-01T00:00:00Z", "1767225600", "2031-05-05T05:05:05Z", "x"};
  static const Words regions = {"us-east-1", "eu-west-1"};
  static const Words binary = {"QUJD", "QUI=", "QQ==", "A"};
  static const Words strings = {"a", "A", "b", "alice", "", "*", "red", "é", "É", "K"};
  if (key == "aws:SourceIp") return addresses;
  if (key == "aws:SourceArn" || key == "aws:PrincipalArn") return arns;
  if (key == "aws:MultiFactorAuthPresent") return bools;
  if (key == "aws:MultiFactorAuthAge") return numbers;
  if (key == "aws:CurrentTime") return dates;
  if (key == "aws:RequestedRegion") return regions;
  if (key == "acme:Binary") return binary;
  return strings;
}

bool IsMultivalued(std::string_view key) {
  const compiler::ConditionKeyFacts* facts = compiler::FindConditionKey(key);
  return facts != nullptr && facts->multivalued;
}

}  // namespace keyward::worlds
