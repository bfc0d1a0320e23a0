// keyward compile, --help and --version.
#include <boost/test/unit_test.hpp>

#include "tests/cli/command.h"

namespace keyward::clitest {

BOOST_AUTO_TEST_SUITE(cli_compile)

BOOST_AUTO_TEST_CASE(each_stage) {
  const Folder folder;
  const std::string file = folder.Write("key.json", kKeyPolicy);
  for (const char* stage : {"tree", "policy", "ir"}) {
    const Ended ended = RunKeyward({"compile", file, "--dump", stage});
    BOOST_TEST_INFO(stage);
    BOOST_TEST(ended.status == 0);
    BOOST_TEST(ended.Says("Tenants"));
    BOOST_TEST(RunKeyward({"compile", "-", "--dump", stage}, kKeyPolicy).out == ended.out);
  }
}

BOOST_AUTO_TEST_CASE(the_type_is_detected_or_given) {
  const Ended detected = RunKeyward({"compile", "-", "--dump", "policy"}, kKeyPolicy);
  const Ended given =
      RunKeyward({"compile", "-", "--dump", "policy", "--type", "key-policy"}, kKeyPolicy);
  BOOST_TEST(detected.out == given.out);
  const Ended wrong = RunKeyward({"compile", "-", "--dump", "ir", "--type", "scp"}, kKeyPolicy);
  BOOST_TEST(wrong.status == 2);
  BOOST_TEST(wrong.out.empty());
}

BOOST_AUTO_TEST_CASE(stored_documents_may_be_older_than_the_checks) {
  const std::string old =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*"}]})";
  const Ended refused = RunKeyward({"compile", "-", "--dump", "ir"}, old);
  BOOST_TEST(refused.status == 2);
  BOOST_TEST(refused.Says("MISSING_RESOURCE"));
  BOOST_TEST(RunKeyward({"compile", "-", "--dump", "ir", "--stored"}, old).status == 0);
}

BOOST_AUTO_TEST_CASE(wrong_arguments) {
  BOOST_TEST(RunKeyward({"compile"}).status == 2);
  BOOST_TEST(RunKeyward({"compile", "-"}, kKeyPolicy).status == 2);
  BOOST_TEST(RunKeyward({"compile", "-", "--dump", "asm"}, kKeyPolicy).status == 2);
  BOOST_TEST(RunKeyward({"compile", "-", "--dump", "ir", "--type", "x"}, kKeyPolicy).status == 2);
  BOOST_TEST(RunKeyward({"compile", "a", "b", "--dump", "ir"}).status == 2);
}

BOOST_AUTO_TEST_CASE(help_has_examples_for_each_verb) {
  for (const char* verb : {"lint", "rules", "explain", "simulate", "test", "compile"}) {
    const Ended ended = RunKeyward({verb, "--help"});
    BOOST_TEST_INFO(verb);
    BOOST_TEST(ended.status == 0);
    BOOST_TEST(ended.err.empty());
    BOOST_TEST(ended.Says(std::string("Examples:\n  keyward ") + verb));
  }
  BOOST_TEST(RunKeyward({"--help"}).Says("Exit status:"));
}

BOOST_AUTO_TEST_CASE(the_command_itself) {
  const Ended version = RunKeyward({"--version"});
  BOOST_TEST(version.status == 0);
  BOOST_TEST(version.out.starts_with("keyward "));
  const Ended none = RunKeyward({});
  BOOST_TEST(none.status == 2);
  BOOST_TEST(none.Says("a verb is missing"));
  const Ended unknown = RunKeyward({"expalin"});
  BOOST_TEST(unknown.status == 2);
  BOOST_TEST(unknown.Says("there is no verb expalin"));
  BOOST_TEST(RunKeyward({"--frobnicate"}).status == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::clitest
