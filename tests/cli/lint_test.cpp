// keyward lint and keyward rules: findings, formats, folders, repairs.
#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/command.h"

namespace keyward::clitest {
namespace {

using nlohmann::json;

constexpr const char* kOpen = R"({
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Everybody", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt",
      "Resource": "*" }
  ]
})";

constexpr const char* kNoVersion =
    R"({"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]})";

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_lint)

BOOST_AUTO_TEST_CASE(clean_and_not_clean) {
  const Ended clean = RunKeyward({"lint", "-"}, kIdentityPolicy);
  BOOST_TEST_INFO(clean.out + clean.err);
  BOOST_TEST(clean.status == 0);
  BOOST_TEST(clean.Says("read as identity (detected)"));
  const Ended open = RunKeyward({"lint", "-"}, kOpen);
  BOOST_TEST(open.status == 1);
  BOOST_TEST(open.Says("security-warning[KMS006]"));
  BOOST_TEST(open.Says("<stdin>:4:59"));
  BOOST_TEST(open.Says("read as key-policy (detected)"));
}

BOOST_AUTO_TEST_CASE(the_type_decides) {
  BOOST_TEST(RunKeyward({"lint", "-", "--type", "identity"}, kOpen).Says("UNSUPPORTED_PRINCIPAL"));
  const std::string trust = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]})";
  BOOST_TEST(RunKeyward({"lint", "-"}, trust).Says("role-trust-policy"));
  const std::string bucket = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
      "Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}]})";
  BOOST_TEST(RunKeyward({"lint", "-"}, bucket).Says("read as resource (detected)"));
  BOOST_TEST(RunKeyward({"lint", "-", "--type", "key"}, bucket).status == 2);
}

BOOST_AUTO_TEST_CASE(severities_and_the_exit_status) {
  const auto status = [](const char* level) {
    return RunKeyward({"lint", "-", "--fail-on", level}, kOpen).status;
  };
  BOOST_TEST(status("error") == 0);
  BOOST_TEST(status("security-warning") == 1);
  BOOST_TEST(status("warning") == 1);
  BOOST_TEST(status("suggestion") == 1);
  BOOST_TEST(RunKeyward({"lint", "-", "--fail-on", "never"}, kOpen).status == 2);
}

BOOST_AUTO_TEST_CASE(select_and_ignore_by_code_and_name) {
  BOOST_TEST(RunKeyward({"lint", "-", "--ignore", "KMS006"}, kOpen).status == 0);
  BOOST_TEST(RunKeyward({"lint", "-", "--ignore", "X,allow-star-principal"}, kOpen).status == 0);
  BOOST_TEST(RunKeyward({"lint", "-", "--select", "MISSING_VERSION"}, kOpen).status == 0);
  BOOST_TEST(RunKeyward({"lint", "-", "--select", "kms006"}, kOpen).status == 1);
}

BOOST_AUTO_TEST_CASE(machine_formats) {
  const json findings = json::parse(RunKeyward({"lint", "-", "--format", "json"}, kOpen).out);
  const json& finding = findings["findings"][0];
  BOOST_TEST(finding["issueCode"] == "KMS006");
  BOOST_TEST(finding["findingType"] == "SECURITY_WARNING");
  BOOST_TEST(finding["locations"][0]["span"]["start"]["line"] == 4);
  const json sarif = json::parse(RunKeyward({"lint", "-", "--format", "sarif"}, kOpen).out);
  BOOST_TEST(sarif["version"] == "2.1.0");
  BOOST_TEST(sarif["runs"][0]["results"][0]["ruleId"] == "KMS006");
  BOOST_TEST(RunKeyward({"lint", "-", "--format", "junit"}, kOpen).Says("<failure"));
  BOOST_TEST(RunKeyward({"lint", "-", "--format", "github"}, kOpen).out.starts_with("::"));
  for (const char* format : {"json", "sarif", "junit", "github"}) {
    BOOST_TEST(RunKeyward({"lint", "-", "--format", format}, kOpen).status == 1);
  }
}

BOOST_AUTO_TEST_CASE(folders_hold_policies_and_other_files) {
  const Folder folder;
  folder.Write("a/key.json", kKeyPolicy);
  folder.Write("b/app.json", kIdentityPolicy);
  folder.Write("b/broken.json", "{\"Version\": \"2012-10-17\", \"Statement\": [");
  folder.Write("b/package.json", "{\"name\": \"x\"}");
  folder.Write("b/notes.txt", "\"Statement\"");
  folder.Write("b/t.scenario.json", Scenario(""));
  folder.Write("c/named-otherwise.json", Scenario(""));
  const Ended ended = RunKeyward({"lint", folder.Path()});
  BOOST_TEST_INFO(ended.out + ended.err);
  BOOST_TEST(ended.status == 1);
  BOOST_TEST(ended.Says("broken.json:1:"));
  BOOST_TEST(ended.Says("3 files"));
  BOOST_TEST(ended.Says("2 other files skipped"));
  BOOST_TEST(ended.Says("2 scenarios skipped"));
}

BOOST_AUTO_TEST_CASE(a_folder_without_policies) {
  const Folder folder;
  folder.Write("package.json", "{\"name\": \"x\"}");
  const Ended ended = RunKeyward({"lint", folder.Path()});
  BOOST_TEST(ended.status == 2);
  BOOST_TEST(ended.Says("no policies in " + folder.Path()));
}

BOOST_AUTO_TEST_CASE(a_document_that_saving_refuses_is_linted_all_the_same) {
  const std::string text = R"({"Version":"2012-10-17","Statement":[
      {"Effect":"Allow","Principal":"*","Action":"kms:Decrypt","Resource":"*"},
      {"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"kms:Encrypt","Resource":"*",
       "Condition":{"ForAllValues:StringEquals":{"kms:EncryptionContext:a":"b"}}}]})";
  BOOST_TEST(RunKeyward({"compile", "-", "--dump", "ir"}, text).status == 2);
  const Ended ended = RunKeyward({"lint", "-"}, text);
  BOOST_TEST(ended.Says("KMS006"));
  BOOST_TEST(ended.Says("ForAllValues"));
}

BOOST_AUTO_TEST_CASE(diff_shows_and_fix_repairs) {
  const Folder folder;
  const std::string file = folder.Write("app.json", kNoVersion);
  const Ended diff = RunKeyward({"lint", file, "--diff"});
  BOOST_TEST(diff.status == 1);
  BOOST_TEST(diff.out.starts_with("--- " + file + "\n+++ " + file + "\n@@ -1,1 +1,"));
  BOOST_TEST(ReadFile(file) == kNoVersion);
  const Ended fix = RunKeyward({"lint", file, "--fix"});
  BOOST_TEST_INFO(fix.out + fix.err);
  BOOST_TEST(fix.status == 0);
  BOOST_TEST(fix.Says("1 fix applied"));
  BOOST_TEST(ReadFile(file).find("2012-10-17") != std::string::npos);
  BOOST_TEST(RunKeyward({"lint", file, "--diff"}).out.empty());
  BOOST_TEST(RunKeyward({"lint", "-", "--fix"}, kNoVersion).status == 2);
  BOOST_TEST(RunKeyward({"lint", file, "--diff", "--format", "json"}).status == 2);
}

BOOST_AUTO_TEST_CASE(distant_repairs_are_hunks_of_their_own) {
  const std::string middle = "\n\n\n\n\n\n\n\n";
  const auto text = [&middle](const std::string& effect) {
    const std::string statement =
        R"({"Effect":")" + effect + R"(","Action":"s3:GetObject","Resource":"*"})";
    return "{\n\"Version\":\"2012-10-17\",\n\"Statement\":[\n" + statement + "," + middle +
           statement + "\n]}";
  };
  const Folder folder;
  const std::string file = folder.Write("app.json", text("allow"));
  const Ended diff = RunKeyward({"lint", file, "--diff"});
  BOOST_TEST_INFO(diff.out);
  BOOST_TEST(diff.Says("@@ -1,7 +1,7 @@\n {\n"));
  BOOST_TEST(diff.Says("@@ -9,5 +9,5 @@\n"));
  BOOST_TEST(diff.out.ends_with("\n ]}\n\\ No newline at end of file\n"));
  BOOST_TEST(RunKeyward({"lint", file, "--fix"}).Says("2 fixes applied"));
  BOOST_TEST(ReadFile(file) == text("Allow"));
}

BOOST_AUTO_TEST_CASE(a_fix_keeps_the_byte_order_mark_and_touches_no_ignored_finding) {
  const Folder folder;
  const std::string file = folder.Write("app.json", std::string("\xEF\xBB\xBF") + kNoVersion);
  BOOST_TEST(RunKeyward({"lint", file, "--fix", "--ignore", "MISSING_VERSION"}).status == 0);
  BOOST_TEST(ReadFile(file) == std::string("\xEF\xBB\xBF") + kNoVersion);
  BOOST_TEST(RunKeyward({"lint", file, "--fix"}).status == 0);
  BOOST_TEST(ReadFile(file).starts_with("\xEF\xBB\xBF{"));
}

BOOST_AUTO_TEST_CASE(rules_has_a_catalogue_and_pages) {
  const Ended all = RunKeyward({"rules"});
  BOOST_TEST(all.status == 0);
  BOOST_TEST(all.Says("KMS006"));
  for (const char* name : {"KMS006", "kms006", "allow-star-principal"}) {
    const Ended page = RunKeyward({"rules", name});
    BOOST_TEST(page.status == 0);
    BOOST_TEST(page.Says("Avoid (key-policy):"));
    BOOST_TEST(page.Says("Prefer (key-policy):"));
  }
  BOOST_TEST(RunKeyward({"rules", "MISSING_VERSION"}).Says("https://docs.aws.amazon.com/"));
  const Ended unknown = RunKeyward({"rules", "KMS999"});
  BOOST_TEST(unknown.status == 2);
  BOOST_TEST(unknown.Says("KMS999"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::clitest
