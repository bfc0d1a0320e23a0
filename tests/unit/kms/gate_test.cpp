// The Gate's promises: nothing without a record, nothing without permission, nothing twice.
#include <atomic>
#include <thread>

#include "kms/grant_token.h"
#include "store/outbox.h"
#include "tests/unit/kms/gate_world.h"

namespace keyward::kms {
namespace {

std::string NewKey(World& world) {
  return world.Must(kAdmin, "CreateKey", Json::object())["KeyMetadata"]["Arn"];
}

bool Is(const Answer<Json>& answer, Exception exception) {
  return !answer && answer.error().exception == exception;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(gate_test, World)

BOOST_AUTO_TEST_CASE(every_call_leaves_one_record_granted_or_not) {
  const std::string arn = NewKey(*this);
  Must(kAdmin, "DescribeKey", {{"KeyId", arn}});
  BOOST_TEST(Is(Do(kBare, "DescribeKey", {{"KeyId", arn}}), Exception::kAccessDeniedException));
  BOOST_TEST(Is(Do(kAdmin, "DescribeKey", {{"KeyId", "x"}}), Exception::kNotFoundException));
  BOOST_TEST(Is(Do(kAdmin, "DescribeKey", Json::object()), Exception::kValidationException));
  const auto records = Records();
  BOOST_REQUIRE(records.size() == 5u);
  BOOST_TEST(records[0]["eventName"] == "CreateKey");
  BOOST_TEST(records[0]["responseElements"]["keyMetadata"]["arn"] == arn);
  BOOST_TEST(records[1]["additionalEventData"]["decision"] == "allowed");
  BOOST_TEST(records[1]["resources"][0]["ARN"] == arn);
  BOOST_TEST(records[2]["errorCode"] == "AccessDenied");
  BOOST_TEST(records[2]["additionalEventData"]["decision"] == "implicitDeny");
  BOOST_TEST(records[3]["errorCode"] == "NotFoundException");
  BOOST_TEST(records[4]["errorCode"] == "ValidationException");
}

BOOST_AUTO_TEST_CASE(the_record_names_the_statements_that_decided) {
  const std::string arn = NewKey(*this);
  Must(kAdmin, "DescribeKey", {{"KeyId", arn}});
  const Json check = Records().back()["additionalEventData"]["checks"][0];
  BOOST_TEST(check["action"] == "kms:DescribeKey");
  std::vector<std::string> sids;
  for (const Json& statement : check["statements"]) {
    sids.push_back(statement.value("sid", std::string()));
    BOOST_TEST(statement.contains("line"));
  }
  std::sort(sids.begin(), sids.end());
  BOOST_TEST(sids.size() == 2u);
  BOOST_TEST(sids.front() == "All");
  BOOST_TEST(sids.back() == "Enable IAM User Permissions");
}

BOOST_AUTO_TEST_CASE(no_secret_stands_in_the_log) {  // K8.8
  const std::string arn = NewKey(*this);
  const Json made = Must(kAdmin, "GenerateDataKey", {{"KeyId", arn}, {"KeySpec", "AES_256"}});
  const Json plain = Must(kAdmin, "Decrypt", {{"CiphertextBlob", made["CiphertextBlob"]}});
  BOOST_TEST(plain["Plaintext"] == made["Plaintext"]);
  for (const Json& record : Records()) {
    BOOST_TEST(record.dump().find(made["Plaintext"].get<std::string>()) == std::string::npos);
    BOOST_TEST(record.dump().find(made["CiphertextBlob"].get<std::string>()) == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_failed_log_stops_everything) {
  const std::string arn = NewKey(*this);
  checkpoint_records = 1;  // each record is signed at once
  Open();
  signer.broken = true;
  const auto used = Do(kAdmin, "GenerateDataKey", {{"KeyId", arn}, {"KeySpec", "AES_256"}});
  const auto after = Do(kAdmin, "DescribeKey", {{"KeyId", arn}});
  BOOST_TEST(Is(after, Exception::kKMSInternalException));
  BOOST_TEST(log->Failure().has_value());
  BOOST_TEST(Is(Do(kAdmin, "DisableKey", {{"KeyId", arn}}), Exception::kKMSInternalException));
  BOOST_TEST((keys->FindKey(arn)->key->record().state == crypto::KeyState::kEnabled));
  signer.broken = false;
  BOOST_REQUIRE(log->Recover());
  Must(kAdmin, "DescribeKey", {{"KeyId", arn}});
}

BOOST_AUTO_TEST_CASE(a_record_that_a_crash_kept_out_comes_into_the_log_once) {
  const std::string arn = NewKey(*this);
  Changes changes;
  changes.keys.push_back({keys->FindKey(arn)->key->record(), keys->FindKey(arn)->key->version()});
  changes.keys[0].record.description = "changed";
  BOOST_REQUIRE(keys->Write(changes, {"id-1\n{\"eventName\":\"UpdateKeyDescription\"}"}));
  for (int round = 0; round < 2; ++round) {
    Open();
    const auto records = Records();
    BOOST_REQUIRE(records.size() == 2u);
    BOOST_TEST(records.back()["eventName"] == "UpdateKeyDescription");
    BOOST_TEST(store::ReadOutbox(*stored, kOutboxNames, 0, 10)->empty());
  }
}

BOOST_AUTO_TEST_CASE(keys_are_there_after_a_restart) {
  const std::string arn = NewKey(*this);
  const Json blob =
      Must(kAdmin, "Encrypt", {{"KeyId", arn}, {"Plaintext", "aGVsbG8="}})["CiphertextBlob"];
  Open();
  BOOST_TEST(Must(kAdmin, "Decrypt", {{"CiphertextBlob", blob}})["Plaintext"] == "aGVsbG8=");
}

BOOST_AUTO_TEST_CASE(policies_mean_the_user_and_not_the_name) {  // K1.5
  const Json policy = {{"Version", "2012-10-17"},
                       {"Statement",
                        {{{"Effect", "Allow"},
                          {"Principal", {{"AWS", {kAdmin, kBare}}}},
                          {"Action", "kms:*"},
                          {"Resource", "*"}}}}};
  const std::string arn =
      Must(kAdmin, "CreateKey", {{"Policy", policy.dump()}})["KeyMetadata"]["Arn"];
  const std::string bound = keys->FindKey(arn)->key->record().policy;
  BOOST_TEST(bound.find(kBare) == std::string::npos);
  BOOST_TEST(bound.find("AIDABAREEXAMPLE000002") != std::string::npos);
  Must(kBare, "DescribeKey", {{"KeyId", arn}});
  BOOST_TEST(Must(kBare, "GetKeyPolicy", {{"KeyId", arn}})["Policy"] == policy.dump());
  Call call = CallOf(kBare, Operation::kDescribeKey, "{\"KeyId\":\"" + arn + "\"}");
  call.caller.principal.id = "AIDASOMEONENEW0000001";  // made again under the same name
  evaluator::Prepare(call.caller.principal);
  const auto answer = gate->Perform(call);
  BOOST_REQUIRE(!answer);
  BOOST_TEST((answer.error().exception == Exception::kAccessDeniedException));
}

BOOST_AUTO_TEST_CASE(both_accounts_read_a_call_across_accounts_each_its_own_side) {  // K8.7
  const Json policy = {{"Version", "2012-10-17"},
                       {"Statement",
                        {{{"Sid", "Own"},
                          {"Effect", "Allow"},
                          {"Principal", {{"AWS", "111122223333"}}},
                          {"Action", "kms:*"},
                          {"Resource", "*"}},
                         {{"Sid", "Other"},
                          {"Effect", "Allow"},
                          {"Principal", {{"AWS", "444455556666"}}},
                          {"Action", "kms:DescribeKey"},
                          {"Resource", "*"}}}}};
  const std::string arn =
      Must(kAdmin, "CreateKey", {{"Policy", policy.dump()}})["KeyMetadata"]["Arn"];
  Must(kFriend, "DescribeKey", {{"KeyId", arn}});
  const auto records = Records();
  BOOST_REQUIRE(records.size() == 3u);
  const Json& callers = records[1];
  const Json& owners = records[2];
  BOOST_TEST(callers["recipientAccountId"] == "444455556666");
  BOOST_TEST(owners["recipientAccountId"] == "111122223333");
  BOOST_TEST(callers["sharedEventID"] == owners["sharedEventID"]);
  BOOST_TEST(callers["eventID"] != owners["eventID"]);
  BOOST_TEST(owners["userIdentity"]["type"] == "AWSAccount");
  BOOST_TEST(callers["additionalEventData"].dump().find("Other") == std::string::npos);
  BOOST_TEST(owners["additionalEventData"].dump().find("\"All\"") == std::string::npos);
  BOOST_TEST(owners["additionalEventData"].dump().find("Other") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_account_does_not_learn_what_exists) {  // K1.51
  const std::string arn = NewKey(*this);
  Must(kAdmin, "CreateAlias", {{"AliasName", "alias/a"}, {"TargetKeyId", arn}});
  const std::string place = "arn:aws:kms:us-east-1:111122223333:";
  std::vector<std::string> messages;
  std::vector<std::string> told;
  for (const std::string& id : {arn, place + "key/12345678-1234-4234-8234-123456789012",
                                place + "alias/a", place + "alias/none"}) {
    const auto answer = Do(kFriend, "DescribeKey", {{"KeyId", id}});
    BOOST_REQUIRE(Is(answer, Exception::kAccessDeniedException));
    messages.push_back(answer.error().message);
    Json record = Records().back();
    BOOST_TEST(!record.contains("resources"));
    Json checks = record["additionalEventData"]["checks"];
    BOOST_TEST(checks[0]["resource"] == id);
    checks[0].erase("resource");
    told.push_back(checks.dump());
  }
  for (const std::string& checks : told) BOOST_TEST(checks == told.front());
  for (const std::string& message : messages) BOOST_TEST(message == messages.front());
  BOOST_TEST(messages.front().find("because the resource does not exist in this Region") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_grant_allows_and_is_named_in_the_record) {  // K1.13, K3.10, K3.14
  const std::string arn = NewKey(*this);
  GrantRecord grant;
  grant.facts.key_id = arn;
  grant.facts.grant_id = std::string(64, 'a');
  grant.facts.grantee_principal = kBare;
  grant.facts.operations = {"Encrypt"};
  grant.facts.encryption_context_subset = evaluator::Pairs{{"a", "b"}};
  Changes changes;
  changes.grants.push_back({grant});
  BOOST_REQUIRE(keys->Write(changes, {}));
  const auto token = MakeGrantToken(*seal, {arn, grant.facts.grant_id});
  BOOST_REQUIRE(token);
  BOOST_TEST(ReadGrantToken(*seal, *token)->grant_id == grant.facts.grant_id);
  Json request = {{"KeyId", arn}, {"Plaintext", "aGVsbG8="}, {"GrantTokens", {*token}}};
  BOOST_TEST(Is(Do(kBare, "Encrypt", request), Exception::kAccessDeniedException));
  request["EncryptionContext"] = {{"a", "b"}, {"c", "d"}};
  Must(kBare, "Encrypt", request);
  const Json record = Records().back();
  BOOST_TEST(record["additionalEventData"]["checks"][0]["grants"][0] == grant.facts.grant_id);
  BOOST_TEST(record.dump().find(*token) == std::string::npos);  // K8.8
  std::string changed = *token;
  changed[5] = changed[5] == 'A' ? 'B' : 'A';
  request["GrantTokens"] = {changed};
  BOOST_TEST(Is(Do(kBare, "Encrypt", request), Exception::kInvalidGrantTokenException));
}

BOOST_AUTO_TEST_CASE(mutations_of_many_threads_are_all_done_and_recorded_once) {
  const std::string arn = NewKey(*this);
  std::atomic<int> done{0};
  std::vector<Call> calls;
  for (int i = 0; i < 4; ++i) {
    const std::string tag = std::to_string(i);
    calls.push_back(CallOf(
        kAdmin, Operation::kTagResource,
        "{\"KeyId\":\"" + arn + "\",\"Tags\":[{\"TagKey\":\"t" + tag + "\",\"TagValue\":\"v\"}]}"));
  }
  std::vector<std::thread> threads;
  for (const Call& call : calls) {
    threads.emplace_back([this, &call, &done] {
      if (gate->Perform(call)) ++done;
    });
  }
  for (std::thread& thread : threads) thread.join();
  BOOST_TEST(keys->FindKey(arn)->key->record().tags.size() == static_cast<size_t>(done.load()));
  BOOST_TEST(done.load() == 4);
  BOOST_TEST(Records().size() == 5u);
  BOOST_TEST(store::ReadOutbox(*stored, kOutboxNames, 0, 10)->empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_implemented_is_refused) {
  const std::string arn = NewKey(*this);
  BOOST_TEST(Is(Do(kAdmin, "ReplicateKey", {{"KeyId", arn}, {"ReplicaRegion", "us-west-2"}}),
                Exception::kUnsupportedOperationException));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
