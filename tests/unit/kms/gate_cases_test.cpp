// The cases of tests/golden/kms/<Operation>/*.case.json: calls that set up, one call, and its exact
// answer or error.
//
//   description, rules   what it shows, and by which rules
//   setup                calls {caller, operation, request, save}; all must succeed. `save` names
//                        members of the answer, by JSON pointer, for `${name}` further on
//   caller, request      of the call; the operation is the folder's name
//   expect               members of the answer, all of them; "*" stands for any value
//   error                {type, message} instead; without message there is none, "*" is any
//   record               members of the audit record, by JSON pointer
#include "tests/unit/kms/gate_world.h"

namespace keyward::kms {
namespace {

namespace fs = std::filesystem;

using Saved = std::vector<std::pair<std::string, std::string>>;

Json Filled(const Json& json, const Saved& saved) {
  std::string text = json.dump();
  for (const auto& [name, value] : saved) {
    const std::string what = "${" + name + "}";
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what)) {
      text.replace(at, what.size(), value);
    }
  }
  BOOST_TEST(text.find("${") == std::string::npos, "a name is not saved: " + text);
  return Json::parse(text);
}

// Policies may stand as objects in a case.
Json WithPolicyText(Json request) {
  if (request.contains("Policy") && request["Policy"].is_object()) {
    request["Policy"] = request["Policy"].dump();
  }
  return request;
}

void RunSetup(World& world, const Json& steps, Saved& saved) {
  for (const Json& step : steps) {
    CheckMembers(step, {"caller", "operation", "request", "save"});
    const Json answer = world.Must(step.at("caller"), step.at("operation"),
                                   WithPolicyText(Filled(step.at("request"), saved)));
    if (!step.contains("save")) continue;
    for (const auto& [name, pointer] : step["save"].items()) {
      saved.emplace_back(name, answer.at(Json::json_pointer(pointer.get<std::string>())));
    }
  }
}

void CheckAnswer(const Json& answer, const Json& expected) {
  for (const auto& [name, value] : answer.items()) {
    BOOST_TEST(expected.contains(name), "an unexpected member " + name + ": " + value.dump());
  }
  for (const auto& [name, value] : expected.items()) {
    BOOST_TEST(answer.contains(name), "no member " + name);
    if (!answer.contains(name) || value == "*") continue;
    if (value.is_object()) {
      CheckAnswer(answer[name], value);
    } else {
      BOOST_TEST((answer[name] == value), answer[name].dump() + " is not " + value.dump());
    }
  }
}

void CheckError(const AwsError& error, const Json& expected) {
  CheckMembers(expected, {"type", "message"});
  BOOST_TEST(FactsOf(error.exception).name == expected.at("type").get<std::string>());
  const std::string message = expected.value("message", std::string());
  if (message != "*") BOOST_TEST(error.message == message);
}

void CheckRecord(World& world, const Json& expected, const std::string& operation) {
  const std::vector<Json> records = world.Records();
  BOOST_REQUIRE(!records.empty());
  const Json& record = records.back();
  BOOST_TEST(record.at("eventName") == operation);
  for (const auto& [pointer, value] : expected.items()) {
    const Json::json_pointer at(pointer);
    BOOST_TEST(record.contains(at), "no " + pointer + " in " + record.dump());
    if (record.contains(at) && value != "*") BOOST_TEST(record[at].dump() == value.dump());
  }
}

void RunCase(const std::string& operation, const Json& json) {
  CheckMembers(json,
               {"description", "rules", "setup", "caller", "request", "expect", "error", "record"});
  BOOST_TEST(!json.at("rules").empty());
  BOOST_TEST(json.contains("expect") != json.contains("error"));
  World world;
  Saved saved;
  if (json.contains("setup")) RunSetup(world, json["setup"], saved);
  const auto answer =
      world.Do(json.at("caller"), operation, WithPolicyText(Filled(json.at("request"), saved)));
  if (json.contains("error")) {
    BOOST_TEST(!answer);
    if (!answer) CheckError(answer.error(), Filled(json["error"], saved));
  } else if (!answer) {
    BOOST_ERROR(std::string(FactsOf(answer.error().exception).name) + ": " +
                answer.error().message);
  } else {
    CheckAnswer(*answer, Filled(json["expect"], saved));
  }
  if (json.contains("record")) CheckRecord(world, Filled(json["record"], saved), operation);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gate_cases_test)

BOOST_AUTO_TEST_CASE(cases) {
  const fs::path root = fs::path(KEYWARD_SOURCE_DIR) / "tests/golden/kms";
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().string().ends_with(".case.json")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  BOOST_TEST(files.size() >= 40u);
  for (const fs::path& file : files) {
    BOOST_TEST_CONTEXT(file.string()) {
      RunCase(file.parent_path().filename().string(), LoadJson(file.string()));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
