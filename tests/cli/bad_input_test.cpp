// Bad input for each verb: it says which file is wrong and where, ends with the right status, and
// neither crashes nor hangs.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>

#include "tests/cli/command.h"

namespace keyward::clitest {
namespace {

// BadText: contents of a file, and where they go wrong as a policy and as a scenario.
struct BadText {
  const char* name;
  std::string bytes;
  const char* policy;  // "line:column", or null where only the file can be named
  const char* scenario;
};
std::ostream& operator<<(std::ostream& out, const BadText& text) { return out << text.name; }

std::string Repeat(const std::string& text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

// TwoMegabytes is a well-formed policy of that size.
std::string TwoMegabytes() {
  const std::string statement = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})";
  return R"({"Version":"2012-10-17","Statement":[)" + Repeat(statement + ",", 36000) + statement +
         "]}";
}

const std::vector<BadText> kBadTexts = {
    {"not JSON", "hello", "1:1", "1:1"},
    {"empty", "", "1:1", "1:1"},
    {"blanks", " \n\t\n", "3:1", "3:1"},
    {"truncated", "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [", "3:", "3:"},
    {"truncated string", "{\n \"Vers", "2:2", "2:2"},
    {"two megabytes", TwoMegabytes(), "1:1048577", "1:2"},
    {"deep arrays", std::string(100000, '['), "1:33", "1:65"},
    {"deep objects", Repeat("{\"a\":", 100000), "1:", "1:"},
    {"closing brackets", std::string(100000, ']'), "1:1", "1:1"},
    {"invalid UTF-8", "{\n \"Version\": \"\xff\xfe\"}", "2:14", "2:14"},
    {"a surrogate", "{\n\"a\": \"\xed\xa0\x80\"}", "2:7", "2:7"},
    {"UTF-16", std::string("\xff\xfe{\0}\0", 6), "1:1", "1:1"},
    {"a zero byte", std::string("{\"Version\": \0}", 14), "1:13", "1:13"},
    {"duplicate members",
     "{\"Version\":\"2012-10-17\",\n\"Version\":\"2012-10-17\",\"Statement\":[]}", "2:1", "1:2"},
    {"duplicate members of a scenario", "{\"requests\":[],\n\"requests\":[]}", nullptr, "2:1"},
    {"an array", "[1, 2]", "1:1", "1:1"},
    {"a number", "17", "1:1", "1:1"},
    {"text behind", "{\"Version\":\"2012-10-17\",\"Statement\":[]} {}", "1:41", "1:41"},
    {"comment", "// policy\n{}", "1:1", "1:1"},
    {"trailing comma", "{\"Version\":\"2012-10-17\",\n\"Statement\":[],}", "2:", "2:"},
    {"types of a policy",
     R"({"Version":1,"Statement":[1,"a",{"Effect":[],"Action":{},"Resource":5,"Condition":[]}]})",
     "1:12", "1:2"},
    {"types of a scenario", R"({"policies":[],"requests":{},"time":5,"grants":"x","rules":{}})",
     nullptr, "1:"},
    {"types of a request", R"({"requests":[1,null,{"principal":[],"action":{},"resource":1}]})",
     nullptr, "1:14"},
    {"unknown members", "{\"Version\":\"2012-10-17\",\n\"Statemen\":[]}", "2:1", "1:2"},
    {"unknown members of a scenario", "{\"requests\":[],\n\"reqests\":[]}", nullptr, "2:1"},
};

// Deadline: nothing takes longer than this many seconds, also under sanitizers.
constexpr unsigned kDeadline = 60;

void CheckNamed(const Ended& ended, int status, const std::string& file, const char* place) {
  BOOST_TEST_INFO((ended.out + ended.err).substr(0, 2000));
  BOOST_TEST(ended.status == status);
  BOOST_TEST_INFO((place == nullptr ? "no place" : place));
  BOOST_TEST(ended.Says(place == nullptr ? file : file + ":" + place));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_bad_input, *boost::unit_test::timeout(kDeadline))

BOOST_DATA_TEST_CASE(lint_finds_it, kBadTexts, text) {
  const Folder folder;
  const std::string file = folder.Write("bad.json", text.bytes);
  const bool utf8 =
      text.bytes.find('\xff') == std::string::npos && text.bytes.find('\xed') == std::string::npos;
  const bool scenario = text.policy == nullptr;  // skipped, and then nothing is left to lint
  CheckNamed(RunKeyward({"lint", file}), utf8 && !scenario ? 1 : 2, file, text.policy);
}

BOOST_DATA_TEST_CASE(compile_refuses_it, kBadTexts, text) {
  if (text.policy == nullptr) return;
  const Folder folder;
  const std::string file = folder.Write("bad.json", text.bytes);
  const Ended ended = RunKeyward({"compile", file, "--dump", "ir"});
  CheckNamed(ended, 2, file, text.policy);
  BOOST_TEST(ended.out.empty());
  const Ended tree = RunKeyward({"compile", file, "--dump", "tree"});
  BOOST_TEST((tree.status == 0 || tree.status == 2));
}

BOOST_DATA_TEST_CASE(explain_refuses_it, kBadTexts, text) {
  const Folder folder;
  const std::string file = folder.Write("bad.json", text.bytes);
  const Ended ended = RunKeyward({"explain", "--scenario", file});
  CheckNamed(ended, 2, file, text.scenario);
  BOOST_TEST(ended.out.empty());
  if (text.policy == nullptr) return;
  const Ended flags =
      RunKeyward({"explain", "--principal", "arn:aws:iam::111122223333:user/a", "--action",
                  "s3:GetObject", "--resource", "arn:aws:s3:::b/k", "--identity-policy", file});
  BOOST_TEST_INFO(flags.err.substr(0, 2000));
  // A stored document of two megabytes or with a repeated Version is refused as well.
  BOOST_TEST(flags.status == 2);
  BOOST_TEST(flags.Says(file));
}

BOOST_DATA_TEST_CASE(test_refuses_it, kBadTexts, text) {
  const Folder folder;
  const std::string file = folder.Write("bad.scenario.json", text.bytes);
  CheckNamed(RunKeyward({"test", file}), 2, file, text.scenario);
  CheckNamed(RunKeyward({"test", folder.Path()}), 2, file, text.scenario);
}

BOOST_DATA_TEST_CASE(simulate_refuses_it, kBadTexts, text) {
  const Folder folder;
  const std::string file = folder.Write("bad.scenario.json", text.bytes);
  CheckNamed(RunKeyward({"simulate", file}), 2, file, text.scenario);
  const Ended stream = RunKeyward({"simulate", "--policies", file}, Request("a") + "\n");
  BOOST_TEST((stream.status == 0 || stream.status == 2));  // its requests are not looked at
  const Ended lines =
      RunKeyward({"simulate", "--policies", "samples/demo/denied.scenario.json"}, text.bytes);
  BOOST_TEST((lines.status == 0 || lines.status == 2));
}

BOOST_DATA_TEST_CASE(policies_of_a_scenario_are_named_by_their_own_file, kBadTexts, text) {
  if (text.policy == nullptr) return;
  const Folder folder;
  const std::string file = folder.Write("bad.json", text.bytes);
  folder.Write("a.scenario.json", R"({"policies":{"identity":[{"file":"bad.json"}]},"requests":[)" +
                                      Request("a") + "]}");
  const Ended ended = RunKeyward({"test", folder.Path("a.scenario.json")});
  BOOST_TEST_INFO(ended.err.substr(0, 2000));
  BOOST_TEST(ended.status == 2);
  BOOST_TEST(ended.Says("bad.json"));
}

const std::vector<std::vector<std::string>> kVerbs = {
    {"lint"}, {"compile", "--dump", "ir"}, {"explain", "--scenario"},
    {"test"}, {"simulate", "--policies"},  {"simulate"}};

BOOST_AUTO_TEST_CASE(missing_files_are_named) {
  const Folder folder;
  const std::string file = folder.Path("no/such/file.json");
  for (std::vector<std::string> arguments : kVerbs) {
    arguments.push_back(file);
    const Ended ended = RunKeyward(arguments);
    BOOST_TEST_INFO(arguments.front());
    BOOST_TEST(ended.status == 2);
    BOOST_TEST(ended.Says(file));
  }
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read_are_named) {
  const Folder folder;
  const std::string locked = folder.Write("locked.json", kIdentityPolicy);
  std::filesystem::permissions(locked, std::filesystem::perms::none);
  // Permissions do not bind root: then only the folder, which cannot be read as a file, is tried.
  const bool root = ::geteuid() == 0;
  const std::string as_file = root ? folder.Path() : locked;
  for (std::vector<std::string> arguments : kVerbs) {
    arguments.push_back(as_file);
    const Ended ended = RunKeyward(arguments);
    BOOST_TEST_INFO(arguments.front());
    BOOST_TEST(ended.status == (root && arguments.front() == "lint" ? 0 : 2));
    BOOST_TEST((root && arguments.front() == "lint" ? true : ended.Says(as_file)));
  }
}

BOOST_AUTO_TEST_CASE(arguments_that_are_no_text) {
  const Folder folder;
  const Ended ended = RunKeyward({"explain", "--principal", "\xff\xfe", "--action", "\xff",
                                  "--resource", "\xff", "--context", "\xff=\xff"});
  BOOST_TEST(ended.status == 2);
  BOOST_TEST(RunKeyward({"lint", std::string(5000, 'x')}).status == 2);
  BOOST_TEST(RunKeyward({"lint", "--ignore", "", folder.Write("a.json", kIdentityPolicy)}).status ==
             0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::clitest
