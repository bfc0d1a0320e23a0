#include "scenario/request_reader.h"

#include <boost/test/unit_test.hpp>
#include <fmt/core.h>
#include <string>

#include "compiler/condition_keys.h"
#include "grammar/host_reader.h"

namespace keyward::scenario {
namespace {

using evaluator::Principal;
using evaluator::PrincipalKind;
using evaluator::Request;

constexpr const char* kKey =
    "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const FixedClock kClock{std::chrono::system_clock::time_point(std::chrono::seconds(1767323045))};

std::string Line(std::string_view members) {
  return fmt::format(R"({{"principal": "arn:aws:iam::111122223333:user/alice",
      "action": "kms:Decrypt", "resource": "{}"{}{}}})",
                     kKey, members.empty() ? "" : ", ", members);
}

std::string LineOf(std::string_view principal) {
  return fmt::format(R"({{"principal": {}, "action": "kms:Decrypt", "resource": "{}"}})", principal,
                     kKey);
}

// Refusal is the message for a line that is refused, with its help; "(read)" for another.
std::string Refusal(const std::string& line) {
  RequestReader reader(kClock);
  const auto request = reader.ReadLine(line);
  if (request) return "(read)";
  BOOST_TEST(request.error().position.has_value());
  const std::string& help = request.error().help;
  return request.error().message + (help.empty() ? "" : " | " + help);
}

std::string Get(const Request& request, std::string_view name) {
  const evaluator::ContextEntry* entry = request.context.Find(compiler::HashKey(name), name);
  if (entry == nullptr) return "(none)";
  if (entry->unknown || entry->absent) return entry->unknown ? "(unknown)" : "(absent)";
  std::string text = entry->multivalued ? "[" : "";
  for (uint32_t i = 0; i < entry->value_count; ++i) {
    text += (i == 0 ? "" : ",");
    text += request.context.text(request.context.value(*entry, i));
  }
  return text + (entry->multivalued ? "]" : "");
}

BOOST_AUTO_TEST_SUITE(request_reader)

BOOST_AUTO_TEST_CASE(context_values) {
  RequestReader reader(kClock);
  const auto read = reader.ReadLine(Line(R"("context": {
      "aws:TagKeys": "a", "aws:SourceVpce": ["vpce-1"], "aws:SourceIp": [], "aws:username": null,
      "aws:MultiFactorAuthAge": 12.50, "aws:MultiFactorAuthPresent": true, "saml:aud": "x",
      "x:list": ["a", 1, false], "aws:CalledVia": []},
      "unknownContextKeys": ["aws:SourceVpc", "aws:CurrentTime"])"));
  BOOST_REQUIRE(read.has_value());
  const Request& request = **read;
  BOOST_TEST(Get(request, "aws:TagKeys") == "[a]");
  BOOST_TEST(Get(request, "aws:SourceVpce") == "vpce-1");
  BOOST_TEST(Get(request, "aws:SourceIp") == "(absent)");
  BOOST_TEST(Get(request, "aws:username") == "(absent)");
  BOOST_TEST(Get(request, "aws:MultiFactorAuthAge") == "12.50");
  BOOST_TEST(Get(request, "aws:MultiFactorAuthPresent") == "true");
  BOOST_TEST(Get(request, "saml:aud") == "x");
  BOOST_TEST(Get(request, "x:list") == "[a,1,false]");
  BOOST_TEST(Get(request, "aws:CalledVia") == "[]");
  BOOST_TEST(Get(request, "aws:SourceVpc") == "(unknown)");
  BOOST_TEST(Get(request, "aws:CurrentTime") == "(unknown)");
  BOOST_TEST(Get(request, "aws:PrincipalType") == "User");
}

BOOST_AUTO_TEST_CASE(context_values_refused) {
  BOOST_TEST(Refusal(Line(R"("context": {"aws:SourceVpce": ["a", "b"]})")) ==
             "context.aws:SourceVpce: aws:SourceVpce has one value, not several");
  BOOST_TEST(Refusal(Line(R"("context": {"x": {"y": 1}})")) ==
             "context.x: expected a string, number, boolean or list, found an object");
  BOOST_TEST(Refusal(Line(R"("context": {"x": ["a", null]})")) ==
             "context.x[1]: expected a string, number or boolean, found null");
  BOOST_TEST(Refusal(Line(R"("context": {"x": "1", "y": "2", "x": "1"})")) ==
             "context.x: given twice | remove one of the two");
  BOOST_TEST(Refusal(Line(R"("context": {"": "1"})")) == "a context key needs a name");
  BOOST_TEST(
      Refusal(Line(R"("context": {"aws:SourceIp": "::1"}, "unknownContextKeys": ["AWS:sourceip"])"))
          .starts_with("unknownContextKeys[0]: AWS:sourceip is given already"));
  BOOST_TEST(Refusal(Line(R"("encryptionContext": {"a": 1})")) ==
             "encryptionContext.a: expected a string, found a number");
}

BOOST_AUTO_TEST_CASE(repeated_keys_of_a_large_context_are_found) {
  std::string members;
  for (int i = 0; i < 100; ++i) members += fmt::format("\"k{}\": \"v\", ", i);
  BOOST_TEST(Refusal(Line("\"context\": {" + members + "\"z\": \"\"}")) == "(read)");
  BOOST_TEST(Refusal(Line("\"context\": {" + members + "\"k57\": \"v\"}"))
                 .starts_with("context.k57: given twice"));
}

BOOST_AUTO_TEST_CASE(members_refused) {
  BOOST_TEST(Refusal(Line(R"("contxt": {})")) ==
             "unknown member \"contxt\" | did you mean \"context\"?");
  BOOST_TEST(Refusal(Line(R"("action": "kms:Encrypt")")) ==
             "action: given twice | remove one of the two");
  BOOST_TEST(Refusal(Line(R"("expect": {})")) ==
             "\"expect\" has no meaning in a single request | it belongs in a scenario file");
  BOOST_TEST(Refusal(Line(R"("policies": {})")).starts_with("\"policies\" has no meaning"));
  BOOST_TEST(Refusal(Line(R"("grantTokens": [1])")) ==
             "grantTokens[0]: expected a string, found a number");
  BOOST_TEST(
      Refusal(R"({"principal": "x", "resource": "*"})").starts_with("\"action\" is missing"));
  BOOST_TEST(Refusal("[]") == "expected an object, found a list");
  BOOST_TEST(Refusal(R"({"principal": {"type": "Anonymous"}, "action": "s3:*", "resource": "*"})")
                 .starts_with("action: \"s3:*\" is not an action"));
  BOOST_TEST(
      Refusal(R"({"principal": {"type": "Anonymous"}, "action": "s3:Get", "resource": "bucket"})")
          .starts_with("resource: \"bucket\" is no ARN"));
}

BOOST_AUTO_TEST_CASE(errors_have_a_column) {
  RequestReader reader(kClock);
  const auto request = reader.ReadLine(R"({"description": "é", "actoin": 1})");
  BOOST_REQUIRE(!request);
  BOOST_TEST(request.error().position->line == 1u);
  BOOST_TEST(request.error().position->column == 22u);
  BOOST_TEST(request.error().help == "did you mean \"action\"?");
  const auto broken = reader.ReadLine("{\"action\" 1}");
  BOOST_REQUIRE(!broken);
  BOOST_TEST(broken.error().position->column == 11u);
  BOOST_TEST(!reader.ReadLine("").has_value());
}

Principal PrincipalOf(const std::string& json, std::string* note = nullptr) {
  RequestReader reader(kClock);
  const auto request = reader.ReadLine(LineOf(json));
  BOOST_REQUIRE(request.has_value());
  if (note != nullptr) *note = reader.notes().empty() ? "" : reader.notes().front();
  return (*request)->principal;
}

BOOST_AUTO_TEST_CASE(principals) {
  std::string note;
  Principal role = PrincipalOf(R"("arn:aws:iam::111122223333:role/a/reader")", &note);
  BOOST_TEST(role.role_arn == "arn:aws:iam::111122223333:role/a/reader");
  BOOST_TEST(note.find("whose name is not known") != std::string::npos);

  Principal session = PrincipalOf(R"("arn:aws:sts::111122223333:assumed-role/reader/x")", &note);
  BOOST_TEST(session.role_arn == "arn:aws:iam::111122223333:role/reader");
  BOOST_TEST(note.find("without a path") != std::string::npos);

  Principal with_path = PrincipalOf(
      R"({"arn": "arn:aws:sts::111122223333:assumed-role/reader/x",
          "roleArn": "arn:aws:iam::111122223333:role/a/reader", "id": "AROAX",
          "tags": {"team": "a"}, "managementAccount": true})",
      &note);
  BOOST_TEST((with_path.kind == PrincipalKind::kAssumedRole && with_path.management_account));
  BOOST_TEST(with_path.role_arn == "arn:aws:iam::111122223333:role/a/reader");
  BOOST_TEST(note.find("path") == std::string::npos);
  BOOST_TEST(with_path.account_number == 111122223333u);

  Principal role_only = PrincipalOf(
      R"({"type": "AssumedRole", "roleArn": "arn:aws:iam::111122223333:role/reader"})", &note);
  BOOST_TEST(role_only.arn.ends_with("/reader/<unknown>"));
  BOOST_TEST(note.find("whose name is not known") != std::string::npos);

  BOOST_TEST(PrincipalOf(R"({"type": "IdentityProvider", "arn": "accounts.google.com"})").arn ==
             "accounts.google.com");
  BOOST_TEST(PrincipalOf(R"({"type": "Service", "serviceNames": ["s3.amazonaws.com"]})")
                 .service_names.size() == 1u);
  BOOST_TEST((PrincipalOf(R"({"type": "Anonymous"})").kind == PrincipalKind::kAnonymous));
  BOOST_TEST(PrincipalOf(R"({"arn": "arn:aws:sts::111122223333:federated-user/r",
                            "federatingUserArn": "arn:aws:iam::111122223333:root"})")
                 .federating_user_arn == "arn:aws:iam::111122223333:root");
}

BOOST_AUTO_TEST_CASE(principals_refused) {
  const auto refusal = [](const char* json) { return Refusal(LineOf(json)); };
  BOOST_TEST(refusal(R"("alice")").starts_with("principal: \"alice\" is not the ARN of"));
  BOOST_TEST(refusal("7") == "principal: expected an ARN or an object, found a number");
  BOOST_TEST(refusal(R"({"type": "Usr"})") ==
             "principal.type: \"Usr\" is no type of principal | did you mean \"User\"?");
  BOOST_TEST(refusal(R"({"type": "User"})").starts_with("principal: nothing says who this is"));
  BOOST_TEST(refusal(R"({"type": "User", "arn": "arn:aws:iam::111122223333:root"})")
                 .starts_with("principal.type: the ARN is that of a principal of type Account"));
  BOOST_TEST(refusal(R"({"arn": "arn:aws:iam::111122223333:user/a", "account": "444455556666"})") ==
             "principal.account: the ARN says 111122223333");
  BOOST_TEST(refusal(R"({"arn": "arn:aws:iam::111122223333:user/a", "account": "1"})")
                 .starts_with("principal.account: \"1\" is no account id"));
  BOOST_TEST(refusal(R"({"type": "Service"})").starts_with("principal: a service is known by"));
  BOOST_TEST(refusal(R"({"type": "Service", "serviceNames": ["x"], "arn": "y"})") ==
             "principal.arn: a principal of type Service has none");
  BOOST_TEST(refusal(R"({"arn": "arn:aws:sts::111122223333:assumed-role/reader/x",
                         "roleArn": "arn:aws:iam::111122223333:role/writer"})")
                 .starts_with("principal.roleArn: arn:aws:iam::111122223333:role/writer is not"));
  BOOST_TEST(refusal(R"({"arn": "arn:aws:iam::111122223333:user/a", "federatingUserArn": "x"})") ==
             "principal.federatingUserArn: a principal of type User has none");
}

BOOST_AUTO_TEST_CASE(resources) {
  RequestReader reader(kClock);
  const auto account = [&reader](const std::string& principal, const std::string& resource) {
    const auto request =
        reader.ReadLine(R"({"principal": ")" + principal +
                        R"(", "action": "s3:GetObject", "resource": )" + resource + "}");
    BOOST_REQUIRE(request.has_value());
    return (*request)->resource.account;
  };
  const std::string alice = "arn:aws:iam::111122223333:user/alice";
  const std::string bob = "arn:aws:iam::444455556666:user/bob";
  BOOST_TEST(account(alice, R"("arn:aws:s3:::bucket")") == "111122223333");
  BOOST_TEST(account(bob, R"("arn:aws:s3:::bucket")") == "444455556666");
  BOOST_TEST(account(alice, R"("arn:aws:sqs:us-east-1:777788889999:q")") == "777788889999");
  BOOST_TEST(account(alice, R"({"arn": "arn:aws:s3:::bucket", "account": "777788889999"})") ==
             "777788889999");
  BOOST_TEST(account(bob, R"({"arn": "arn:aws:s3:::bucket", "account": "777788889999"})") ==
             "777788889999");
  BOOST_TEST(account(alice, R"("*")") == "111122223333");
  const auto refused = reader.ReadLine(
      R"({"principal": {"type": "Anonymous"}, "action": "s3:GetObject",
          "resource": {"arn": "*", "aliases": ["orders"]}})");
  BOOST_TEST(refused.error().message == "resource.aliases: \"orders\" is no alias name");
}

BOOST_AUTO_TEST_CASE(the_last_principal_is_not_confused_with_the_next) {
  RequestReader reader(kClock);
  const std::string role = "\"arn:aws:iam::111122223333:role/reader\"";
  BOOST_TEST(reader.ReadLine(LineOf(role)).has_value());
  BOOST_TEST(reader.notes().size() == 2u);
  BOOST_TEST(!reader.ReadLine(LineOf("\"bob\"")).has_value());
  const auto again = reader.ReadLine(LineOf(role));
  BOOST_REQUIRE(again.has_value());
  BOOST_TEST((*again)->principal.role_arn == "arn:aws:iam::111122223333:role/reader");
  BOOST_TEST(reader.notes().size() == 2u);
  BOOST_TEST(reader.ReadLine(LineOf("\"arn:aws:iam::111122223333:user/a\"")).has_value());
  BOOST_TEST(reader.notes().size() == 1u);
}

BOOST_AUTO_TEST_CASE(encryption_context_follows_from_the_context) {
  RequestReader reader(kClock);
  const auto from_context = reader.ReadLine(
      Line(R"("context": {"KMS:encryptioncontext:tenant": "a", "kms:EncryptionContext:x": null})"));
  BOOST_REQUIRE(from_context.has_value());
  BOOST_TEST((*from_context)->encryption_context.size() == 1u);
  BOOST_TEST((*from_context)->encryption_context[0].first == "tenant");
  BOOST_TEST(Get(**from_context, "kms:EncryptionContextKeys") == "[tenant]");
  const auto given = reader.ReadLine(Line(
      R"("context": {"kms:EncryptionContext:tenant": "a"}, "encryptionContext": {"stage": "p"})"));
  BOOST_REQUIRE(given.has_value());
  BOOST_TEST((*given)->encryption_context[0].first == "stage");
  BOOST_TEST(Get(**given, "kms:EncryptionContext:tenant") == "a");
  BOOST_TEST(Get(**given, "kms:EncryptionContext:stage") == "p");
  const auto none = reader.ReadLine(Line(""));
  BOOST_TEST((*none)->encryption_context.empty());
}

BOOST_AUTO_TEST_CASE(time) {
  RequestReader clock_reader(kClock);
  const auto by_clock = clock_reader.ReadLine(Line(""));
  BOOST_TEST(Get(**by_clock, "aws:CurrentTime") == "2026-01-02T03:04:05Z");
  BOOST_TEST(clock_reader.notes().size() == 1u);
  const auto given = clock_reader.ReadLine(
      Line(R"("context": {"aws:CurrentTime": "2020-01-01T00:00:00Z", "aws:EpochTime": null})"));
  BOOST_TEST(Get(**given, "aws:CurrentTime") == "2020-01-01T00:00:00Z");
  BOOST_TEST(clock_reader.notes().empty());
  RequestReader fixed(kClock, std::chrono::system_clock::time_point());
  BOOST_TEST(Get(**fixed.ReadLine(Line("")), "aws:EpochTime") == "0");
  BOOST_TEST(fixed.notes().empty());
}

BOOST_AUTO_TEST_CASE(a_node_without_a_source) {
  grammar::SyntaxTree tree;
  const std::string text = Line(R"("expect": 1)");
  BOOST_REQUIRE(!grammar::ReadHost(text, tree));
  RequestReader reader(kClock);
  BOOST_TEST(reader.ReadNode(tree, tree.root(), nullptr).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace keyward::scenario
