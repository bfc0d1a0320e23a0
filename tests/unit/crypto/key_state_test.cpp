#include "crypto/key_state.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

namespace keyward::crypto {
namespace {

using Lines = std::vector<std::vector<std::string>>;

std::vector<std::string> Split(const std::string& text, const std::string& mark) {
  std::vector<std::string> parts;
  size_t begin = 0;
  for (size_t end; (end = text.find(mark, begin)) != std::string::npos; begin = end + mark.size()) {
    parts.push_back(text.substr(begin, end - begin));
  }
  parts.push_back(text.substr(begin));
  return parts;
}

Lines Read(const std::string& name) {
  std::ifstream file(std::string(KEYWARD_SOURCE_DIR "/tests/golden/crypto/key_states.") + name);
  BOOST_REQUIRE(file.is_open());
  Lines lines;
  for (std::string line; std::getline(file, line);) {
    if (line[0] != '#') lines.push_back(Split(line, "; "));
  }
  return lines;
}

constexpr KeyOrigin kOrigins[] = {KeyOrigin::kAwsKms, KeyOrigin::kExternal, KeyOrigin::kAwsCloudHsm,
                                  KeyOrigin::kExternalKeyStore};

// Columns are the states of each column of K4.5.
const std::vector<std::vector<KeyState>> kColumns = {
    {KeyState::kEnabled},
    {KeyState::kDisabled},
    {KeyState::kPendingDeletion, KeyState::kPendingReplicaDeletion},
    {KeyState::kPendingImport},
    {KeyState::kUnavailable},
    {KeyState::kCreating},
    {KeyState::kUpdating}};

// RightOrigins: the operations that ask the origin (K5.50, K5.54, K5.56, K5.70, K4.6).
const std::map<std::string, std::set<std::string>> kRightOrigins = {
    {"EnableKeyRotation", {"AWS_KMS"}},
    {"DisableKeyRotation", {"AWS_KMS"}},
    {"GetKeyRotationStatus", {"AWS_KMS", "EXTERNAL"}},
    {"ListKeyRotations", {"AWS_KMS", "EXTERNAL"}},
    {"RotateKeyOnDemand", {"AWS_KMS", "EXTERNAL"}},
    {"DeleteImportedKeyMaterial", {"EXTERNAL"}},
    {"GetParametersForImport", {"EXTERNAL"}},
    {"ImportKeyMaterial", {"EXTERNAL"}}};

// Expected is the code of a cell, 0 where it allows.
int Expected(const std::string& cell, bool right_origin, bool stored) {
  if (cell == "ok") return 0;
  if (cell == "-") return 11;
  if (cell[0] == '?') return right_origin ? 0 : std::stoi(cell.substr(1));
  if (cell.find(" K4.6") != std::string::npos) return stored ? std::stoi(cell) : 0;
  const auto codes = Split(cell, "/");
  return std::stoi(right_origin ? codes.front() : codes.back());
}

void CheckCell(const std::string& name, size_t column, const std::string& cell) {
  const auto operation = KeyOperationOf(name);
  BOOST_REQUIRE_MESSAGE(operation.has_value(), name);
  const auto rights = kRightOrigins.find(name);
  for (const KeyState state : kColumns[column]) {
    for (const KeyOrigin origin : kOrigins) {
      const std::string origin_name(KeyOriginName(origin));
      const bool right = rights == kRightOrigins.end() || rights->second.count(origin_name) != 0;
      const bool stored = origin_name == "AWS_CLOUDHSM" || origin_name == "EXTERNAL_KEY_STORE";
      const auto refusal = Refusal(*operation, state, origin);
      BOOST_TEST((refusal ? refusal->code : 0) == Expected(cell, right, stored),
                 name << " in " << KeyStateName(state) << " of " << origin_name);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(key_state)

BOOST_AUTO_TEST_CASE(k4_5_every_row_and_column) {
  std::set<std::string> seen;
  for (const auto& line : Read("operations.txt")) {
    BOOST_REQUIRE_MESSAGE(line.size() == 1 + kColumns.size(), line[0]);
    for (const std::string& name : Split(line[0], ", ")) {
      BOOST_TEST(seen.insert(name).second, name);
      for (size_t column = 0; column < kColumns.size(); ++column) {
        CheckCell(name, column, line[column + 1]);
      }
    }
  }
  size_t operations = 0;
#define KEYWARD_KEY_OPERATION(name, ...) \
  ++operations;                          \
  BOOST_TEST(seen.count(#name) == 1u, #name);
#include "crypto/lifecycle/operations.inc"
#undef KEYWARD_KEY_OPERATION
  BOOST_TEST(seen.size() == operations);
}

BOOST_AUTO_TEST_CASE(k4_4_the_exceptions_and_their_exact_texts) {
  const std::string arn = "arn:aws:kms:us-east-1:111122223333:key/1234";
  std::set<std::string> codes;
  for (const auto& line : Read("codes.txt")) {
    BOOST_REQUIRE(line.size() == 6u);
    const auto origin = KeyOriginOf(line[2]);
    BOOST_REQUIRE(origin.has_value());
    const auto refusal = Refusal(*KeyOperationOf(line[1]), *KeyStateOf(line[0]), *origin);
    BOOST_REQUIRE_MESSAGE(refusal.has_value(), line[3]);
    BOOST_TEST(std::to_string(refusal->code) == line[3]);
    BOOST_TEST(StateExceptionName(refusal->exception) == line[4]);
    std::string message = line[5];
    message.replace(message.find("<key-arn>"), 9, arn);
    BOOST_TEST(RefusalMessage(*refusal, arn, *origin) == message);
    codes.insert(line[3]);
  }
  // All of K4.4 but [12], which succeeds; there is no [13].
  BOOST_TEST(codes.size() == 13u);
}

BOOST_AUTO_TEST_CASE(k4_4_an_alias_may_leave_a_key_in_any_state) {
  for (const auto& column : kColumns) {
    for (const KeyState state : column) {
      BOOST_TEST(
          !Refusal(KeyOperation::kUpdateAlias, state, KeyOrigin::kAwsKms, KeyRole::kFormerTarget)
               .has_value());
    }
  }
  BOOST_TEST(Refusal(KeyOperation::kEncrypt, KeyState::kDisabled, KeyOrigin::kAwsKms,
                     KeyRole::kFormerTarget)
                 .has_value());
}

BOOST_AUTO_TEST_CASE(k4_2_every_state_and_event) {
  std::map<std::pair<std::string, std::string>, std::string> expected;
  std::set<std::string> events;
  std::vector<std::string> states;
  for (size_t i = 0; i < kKeyStateCount; ++i) {
    states.emplace_back(KeyStateName(static_cast<KeyState>(i)));
  }
  for (const auto& line : Read("transitions.txt")) {
    BOOST_REQUIRE(line.size() == 3u);
    for (const std::string& from : line[0] == "*" ? states : Split(line[0], " ")) {
      BOOST_TEST((expected.emplace(std::pair(from, line[1]), line[2])).second);
    }
    events.insert(line[1]);
  }
  BOOST_TEST(events.size() == kKeyEventCount);
  states.emplace_back("-");
  for (size_t i = 0; i < kKeyEventCount; ++i) {
    const auto event = static_cast<KeyEvent>(i);
    BOOST_TEST(events.count(std::string(KeyEventName(event))) == 1u, KeyEventName(event));
    for (const std::string& from : states) {
      const auto next = NextState(KeyStateOf(from), event, KeyState::kDisabled);
      const auto found = expected.find({from, std::string(KeyEventName(event))});
      BOOST_TEST(next.has_value() == (found != expected.end()), from << " " << KeyEventName(event));
      if (!next || found == expected.end()) continue;
      const std::string to(*next ? KeyStateName(**next) : "-");
      BOOST_TEST(to == (found->second == "before" ? "Disabled" : found->second));
    }
  }
}

BOOST_AUTO_TEST_CASE(k4_2_what_cannot_be_says_so) {
  const auto next = NextState(KeyState::kPendingDeletion, KeyEvent::kEnableKey);
  BOOST_REQUIRE(!next.has_value());
  BOOST_TEST((next.error().code == ErrorCode::kInvalidState));
  BOOST_TEST(next.error().message ==
             "EnableKey cannot be where the key's state is PendingDeletion");
}

BOOST_AUTO_TEST_CASE(k4_1_enabled_is_true_in_enabled_and_updating_alone) {
  for (size_t i = 0; i < kKeyStateCount; ++i) {
    const auto state = static_cast<KeyState>(i);
    const std::string_view name = KeyStateName(state);
    BOOST_TEST(IsEnabled(state) == (name == "Enabled" || name == "Updating"), name);
    BOOST_TEST((KeyStateOf(name) == state));
  }
}

BOOST_AUTO_TEST_CASE(unknown_words_are_nothing) {
  BOOST_TEST(!KeyStateOf("enabled").has_value());
  BOOST_TEST(!KeyOriginOf("").has_value());
  BOOST_TEST(!KeyOperationOf("CreateKey").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::crypto
