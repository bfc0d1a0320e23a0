// Every case of tests/golden/kms/audit: a call and its outcome, and the record to the byte.
#include "kms/audit/audit_record.h"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <set>

#include "kms/audit/time_text.h"
#include "kms/model/model.h"
#include "tests/unit/kms/reading.h"

namespace keyward::kms {
namespace {

using model::Member;
using model::Shape;
using model::ShapeType;
using nlohmann::ordered_json;

Document MakeDocument(const Shape& shape, const ordered_json& json);

// MakeValue makes what an operation would answer; every blob is the same bytes.
Value MakeValue(const Shape& shape, const ordered_json& json) {
  switch (shape.type) {
    case ShapeType::kString: return json.get<std::string>();
    case ShapeType::kInteger: return json.get<int64_t>();
    case ShapeType::kBoolean: return json.get<bool>();
    case ShapeType::kTimestamp:
      return Timestamp(std::chrono::milliseconds(static_cast<int64_t>(json.get<double>() * 1000)));
    case ShapeType::kBlob: return Bytes{'s', 'e', 'c', 'r', 'e', 't'};
    case ShapeType::kList: {
      List list;
      for (const auto& element : json) {
        list.push_back(MakeValue(model::ShapeAt(shape.element), element));
      }
      return list;
    }
    case ShapeType::kMap: return StringMap();
    case ShapeType::kStructure: return MakeDocument(shape, json);
  }
  return false;
}

Document MakeDocument(const Shape& shape, const ordered_json& json) {
  Document document;
  for (const auto& [name, value] : json.items()) {
    const Member* member = model::FindMember(shape, name);
    BOOST_REQUIRE_MESSAGE(member != nullptr, shape.name << " has no member " << name);
    document.Set(member->name, MakeValue(model::ShapeAt(member->shape), value));
  }
  return document;
}

Document Filled(const Shape& shape, const std::set<std::string_view>& silent);

// FilledValue is any value of the shape; it says "secret" where `tell` is false.
Value FilledValue(const Shape& shape, bool tell, const std::set<std::string_view>& silent) {
  switch (shape.type) {
    case ShapeType::kString: return tell ? "told" : "secret";
    case ShapeType::kInteger: return 1;
    case ShapeType::kBoolean: return true;
    case ShapeType::kTimestamp: return Timestamp();
    case ShapeType::kBlob: return Bytes{'s', 'e', 'c', 'r', 'e', 't'};
    case ShapeType::kList: {
      List list;
      list.push_back(FilledValue(model::ShapeAt(shape.element), tell, silent));
      return list;
    }
    case ShapeType::kMap: return StringMap{{"told", "told"}};
    case ShapeType::kStructure: return Filled(shape, silent);
  }
  return false;
}

Document Filled(const Shape& shape, const std::set<std::string_view>& silent) {
  Document document;
  for (const Member& member : model::MembersOf(shape)) {
    const bool tell = !member.secret && silent.count(member.name) == 0;
    document.Set(member.name, FilledValue(model::ShapeAt(member.shape), tell, silent));
  }
  return document;
}

UserIdentity Alice() {
  UserIdentity alice;
  alice.principal_id = "EX_PRINCIPAL_ID";
  alice.arn = "arn:aws:iam::111122223333:user/Alice";
  alice.account_id = "111122223333";
  alice.access_key_id = "EXAMPLE_KEY_ID";
  alice.user_name = "Alice";
  return alice;
}

// 2026-01-02T03:04:05Z
constexpr std::chrono::sys_seconds kTime{std::chrono::seconds(1767323045)};

AuditCall CallBy(const UserIdentity& caller) {
  AuditCall call;
  call.caller = &caller;
  call.time = kTime;
  call.region = "us-west-2";
  call.source_ip_address = "192.0.2.0";
  call.user_agent = "aws-cli/2";
  call.request_id = "ebe8ee68-63bc-4811-a650-6be4c6e5b1a1";
  call.event_id = "4116a8a3-2a5a-4b5b-a4a5-c5b8b3d5d1a1";
  call.recipient_account_id = "111122223333";
  return call;
}

std::string RecordOf(const AuditCall& call) {
  std::string out;
  AppendAuditRecord(call, out);
  return out;
}

ordered_json Parsed(const std::string& text) {
  ordered_json json = ordered_json::parse(text, nullptr, false);
  BOOST_REQUIRE_MESSAGE(!json.is_discarded(), text);
  return json;
}

AwsError ErrorNamed(const std::string& name, const std::string& message) {
  for (size_t i = 0; i < kExceptionCount; ++i) {
    if (FactsOf(static_cast<Exception>(i)).name == name) {
      return Raise(static_cast<Exception>(i), message);
    }
  }
  BOOST_FAIL("no exception " + name);
  return {};
}

void RunCase(const ordered_json& item) {
  CheckMembers(item, {"description", "operation", "request", "response", "resources", "error",
                      "additionalEventData", "record"});
  const UserIdentity alice = Alice();
  AuditCall call = CallBy(alice);
  call.operation = OperationNamed(item["operation"]);
  Document request;
  if (!item["request"].is_null()) {
    request = ReadWhole(call.operation, item["request"].dump());
    call.request = &request;
  }
  Document response;
  if (!item["response"].is_null()) {
    const Shape* output = model::OutputOf(call.operation);
    if (output != nullptr) response = MakeDocument(*output, item["response"]);
    call.response = &response;
  }
  std::vector<AuditResource> resources;
  for (const auto& arn : item["resources"]) {
    resources.push_back({"111122223333", arn.get_ref<const std::string&>()});
  }
  call.resources = resources;
  AwsError error;
  if (item.contains("error")) {
    error = ErrorNamed(item["error"]["exception"], item["error"].value("message", ""));
    call.error = &error;
  }
  const std::string additional =
      item.contains("additionalEventData") ? item["additionalEventData"].dump() : "";
  call.additional_event_data = additional;
  BOOST_TEST(RecordOf(call) == item["record"].dump());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(audit_record)

BOOST_DATA_TEST_CASE(golden, boost::unit_test::data::make(GoldenFiles("audit")), file) {
  for (const ordered_json& item : LoadJson(file)) {
    BOOST_TEST_CONTEXT(file << ": " << item["description"]) { RunCase(item); }
  }
}

BOOST_AUTO_TEST_CASE(every_operation_has_its_cases) {
  std::set<std::string> files;
  for (const std::string& file : GoldenFiles("audit")) {
    files.insert(std::filesystem::path(file).stem().string());
  }
  for (size_t i = 0; i < kOperationCount; ++i) {
    const std::string name(FactsOf(static_cast<Operation>(i)).name);
    BOOST_TEST(files.count(name) == 1u, name);
  }
}

BOOST_AUTO_TEST_CASE(k8_8_nothing_secret_is_in_any_record) {
  for (const std::string& file : GoldenFiles("audit")) {
    for (const ordered_json& item : LoadJson(file)) {
      const std::string record = item["record"].dump();
      for (const char* word : {"AAECAw==", "secret", "token-of-a-grant", "AQpA", "ABCDE12345670",
                               "DXjSUawnel2fr6SKC7G25", "rantToken"}) {
        BOOST_TEST(record.find(word) == std::string::npos, file << " tells " << word);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(k8_2_an_assumed_role) {
  UserIdentity role;
  role.kind = IdentityKind::kAssumedRole;
  role.principal_id = "AROAEXAMPLE:session";
  role.arn = "arn:aws:sts::111122223333:assumed-role/app/session";
  role.account_id = "111122223333";
  role.access_key_id = "ASIAEXAMPLE";
  role.issuer = SessionIssuer{"Role", "AROAEXAMPLE", "arn:aws:iam::111122223333:role/app",
                              "111122223333", "app"};
  role.session_created = kTime;
  std::string out;
  AppendUserIdentity(role, out);
  BOOST_TEST(
      out ==
      R"({"type":"AssumedRole","principalId":"AROAEXAMPLE:session",)"
      R"("arn":"arn:aws:sts::111122223333:assumed-role/app/session","accountId":"111122223333",)"
      R"("accessKeyId":"ASIAEXAMPLE","sessionContext":{"sessionIssuer":{"type":"Role",)"
      R"("principalId":"AROAEXAMPLE","arn":"arn:aws:iam::111122223333:role/app",)"
      R"("accountId":"111122223333","userName":"app"},"webIdFederationData":{},"attributes":)"
      R"({"creationDate":"2026-01-02T03:04:05Z","mfaAuthenticated":"false"}}})");
}

BOOST_AUTO_TEST_CASE(k8_2_the_other_kinds) {
  const auto text = [](IdentityKind kind) {
    UserIdentity identity;
    identity.kind = kind;
    if (kind == IdentityKind::kAwsService) {
      identity.invoked_by = "s3.amazonaws.com";
    } else {
      identity.principal_id = "P";
      identity.account_id = "111122223333";
    }
    std::string out;
    AppendUserIdentity(identity, out);
    return out;
  };
  BOOST_TEST(text(IdentityKind::kRoot) ==
             R"({"type":"Root","principalId":"P","accountId":"111122223333"})");
  BOOST_TEST(text(IdentityKind::kFederatedUser) ==
             R"({"type":"FederatedUser","principalId":"P","accountId":"111122223333"})");
  BOOST_TEST(text(IdentityKind::kAwsAccount) ==
             R"({"type":"AWSAccount","principalId":"P","accountId":"111122223333"})");
  BOOST_TEST(text(IdentityKind::kAwsService) ==
             R"({"type":"AWSService","invokedBy":"s3.amazonaws.com"})");
}

BOOST_AUTO_TEST_CASE(k8_3_a_service_on_behalf_of_a_user_tells_the_service) {
  UserIdentity alice = Alice();
  alice.invoked_by = "secretsmanager.amazonaws.com";
  AuditCall call = CallBy(alice);
  const TlsDetails tls{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "kms.us-west-2.amazonaws.com", ""};
  call.tls = &tls;
  const ordered_json record = Parsed(RecordOf(call));
  BOOST_TEST(record["userIdentity"]["invokedBy"] == "secretsmanager.amazonaws.com");
  BOOST_TEST(record["sourceIPAddress"] == "secretsmanager.amazonaws.com");
  BOOST_TEST(record["userAgent"] == "secretsmanager.amazonaws.com");
  BOOST_TEST(!record.contains("tlsDetails"));
}

BOOST_AUTO_TEST_CASE(k8_1_the_whole_tail_in_its_order) {
  const UserIdentity alice = Alice();
  AuditCall call = CallBy(alice);
  const TlsDetails tls{"TLSv1.3", "TLS_AES_256_GCM_SHA384", "kms.us-west-2.amazonaws.com",
                       "X25519MLKEM768"};
  call.tls = &tls;
  call.shared_event_id = "shared";
  call.vpc_endpoint_id = "vpce-1";
  call.from_console = true;
  const std::string record = RecordOf(call);
  const std::string tail =
      R"("recipientAccountId":"111122223333","sharedEventID":"shared","vpcEndpointId":"vpce-1",)"
      R"("eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.3",)"
      R"("cipherSuite":"TLS_AES_256_GCM_SHA384","clientProvidedHostHeader":)"
      R"("kms.us-west-2.amazonaws.com","keyExchange":"X25519MLKEM768"},)"
      R"("sessionCredentialFromConsole":"true"})";
  BOOST_TEST(record.ends_with(tail), record);
}

BOOST_AUTO_TEST_CASE(k8_7_g191_the_owner_gets_a_copy_without_the_caller) {
  const UserIdentity alice = Alice();
  AuditCall call = CallBy(alice);
  call.shared_event_id = "shared";
  const UserIdentity reduced = ReducedIdentity(alice);
  const AuditCall copy = OwnerCopy(call, reduced, "444455556666", "owner-event");
  const ordered_json mine = Parsed(RecordOf(call));
  const ordered_json theirs = Parsed(RecordOf(copy));
  BOOST_TEST(mine["sharedEventID"] == theirs["sharedEventID"]);
  BOOST_TEST(mine["requestID"] == theirs["requestID"]);
  BOOST_TEST(mine["eventID"] != theirs["eventID"]);
  BOOST_TEST(theirs["recipientAccountId"] == "444455556666");
  BOOST_TEST(theirs["userIdentity"].dump() ==
             R"({"type":"AWSAccount","principalId":"EX_PRINCIPAL_ID","accountId":"111122223333"})");
}

BOOST_AUTO_TEST_CASE(k8_7_a_service_stays_named_and_a_denial_stays_with_the_caller) {
  UserIdentity alice = Alice();
  alice.invoked_by = "s3.amazonaws.com";
  BOOST_TEST((ReducedIdentity(alice).kind == IdentityKind::kAwsService));
  BOOST_TEST(ReducedIdentity(alice).invoked_by == "s3.amazonaws.com");
  BOOST_TEST(ReducedIdentity(alice).principal_id.empty());

  AuditCall call = CallBy(alice);
  BOOST_TEST(LoggedByOwner(call));
  const AwsError denied = Raise(Exception::kAccessDeniedException, "no");
  call.error = &denied;
  BOOST_TEST(!LoggedByOwner(call));
  const AwsError disabled = Raise(Exception::kDisabledException, "off");
  call.error = &disabled;
  BOOST_TEST(LoggedByOwner(call));
}

BOOST_AUTO_TEST_CASE(k8_20_the_service_link_synchronizes_a_key) {
  const UserIdentity alice = Alice();
  AuditCall call = CallBy(alice);
  const AuditResource primary{"111122223333", "arn:aws:kms:us-west-2:111122223333:key/mrk-1"};
  call.resources = {&primary, 1};
  std::string out;
  AppendSynchronizationRecord(call, out);
  const ordered_json record = Parsed(out);
  BOOST_TEST(record["eventName"] == "SynchronizeMultiRegionKey");
  BOOST_TEST(record["eventType"] == "AwsApiCall");
  BOOST_TEST(record["requestParameters"].is_null());
  BOOST_TEST(record["readOnly"] == false);
  BOOST_TEST(record["resources"][0]["ARN"] == primary.arn);
}

BOOST_AUTO_TEST_CASE(k8_20_acts_of_the_service) {
  const AuditResource key{"111122223333", "arn:aws:kms:us-west-2:111122223333:key/k"};
  ServiceEvent event;
  event.time = kTime;
  event.region = "us-west-2";
  event.account_id = "111122223333";
  event.event_id = "e";
  event.resources = {&key, 1};
  event.rotation_type = "AUTOMATIC";
  event.key_origin = "AWS_KMS";
  event.previous_key_material_id = "p";
  event.current_key_material_id = "c";
  event.key_id = "k";
  event.key_material_id = "m";
  std::string out;
  AppendServiceEvent(event, out);
  BOOST_TEST(
      out ==
      R"({"eventVersion":"1.11","userIdentity":{"accountId":"111122223333","invokedBy":"AWS Internal"},)"
      R"("eventTime":"2026-01-02T03:04:05Z","eventSource":"kms.amazonaws.com","eventName":"RotateKey",)"
      R"("awsRegion":"us-west-2","sourceIPAddress":"AWS Internal","userAgent":"AWS Internal",)"
      R"("requestParameters":null,"responseElements":null,"eventID":"e","readOnly":false,)"
      R"("resources":[{"accountId":"111122223333","type":"AWS::KMS::Key",)"
      R"("ARN":"arn:aws:kms:us-west-2:111122223333:key/k"}],"eventType":"AwsServiceEvent",)"
      R"("managementEvent":true,"recipientAccountId":"111122223333","serviceEventDetails":)"
      R"({"rotationType":"AUTOMATIC","keyOrigin":"AWS_KMS","previousKeyMaterialId":"p",)"
      R"("currentKeyMaterialId":"c","keyId":"k"},"eventCategory":"Management"})");

  out.clear();
  event.name = ServiceEventName::kDeleteExpiredKeyMaterial;
  AppendServiceEvent(event, out);
  BOOST_TEST(Parsed(out)["eventName"] == "DeleteExpiredKeyMaterial");
  BOOST_TEST(Parsed(out)["serviceEventDetails"].dump() == R"({"keyId":"k","keyMaterialId":"m"})");

  out.clear();
  event.name = ServiceEventName::kDeleteKey;
  AppendServiceEvent(event, out);
  BOOST_TEST(Parsed(out)["eventName"] == "DeleteKey");
  BOOST_TEST(!Parsed(out).contains("serviceEventDetails"));
}

BOOST_AUTO_TEST_CASE(what_the_caller_sends_stays_inside_its_string) {
  const UserIdentity alice = Alice();
  AuditCall call = CallBy(alice);
  call.user_agent = "x\",\"eventName\":\"\x01\xFF\xC3";
  const ordered_json record = Parsed(RecordOf(call));
  BOOST_TEST(record["userAgent"] == "x\",\"eventName\":\"\x01\xEF\xBF\xBD\xEF\xBF\xBD");
  BOOST_TEST(record["eventName"] == "Decrypt");
}

BOOST_AUTO_TEST_CASE(long_texts_are_cut_between_characters) {
  const UserIdentity alice = Alice();
  AuditCall call = CallBy(alice);
  const std::string agent(2000, 'a');
  std::string words(kMaxAuditText - 1, 'e');
  words += "\xE2\x82\xAC and more";
  const AwsError error = Raise(Exception::kValidationException, words);
  call.user_agent = agent;
  call.error = &error;
  const ordered_json record = Parsed(RecordOf(call));
  BOOST_TEST(record["userAgent"] == agent.substr(0, kMaxAuditText));
  BOOST_TEST(record["errorMessage"] == std::string(kMaxAuditText - 1, 'e'));
}

// Every member of every request and response, with what must not be told where it could be told.
BOOST_AUTO_TEST_CASE(k8_8_whatever_is_sent_what_is_unshown_stays_out) {
  const std::set<std::string_view> silent = {"GrantToken", "GrantTokens", "ImportToken"};
  for (size_t i = 0; i < kOperationCount; ++i) {
    const auto operation = static_cast<Operation>(i);
    const Document request = Filled(model::InputOf(operation), silent);
    const Shape* output = model::OutputOf(operation);
    const Document response = output == nullptr ? Document() : Filled(*output, silent);
    const UserIdentity alice = Alice();
    AuditCall call = CallBy(alice);
    call.operation = operation;
    call.request = &request;
    call.response = &response;
    const std::string record = RecordOf(call);
    BOOST_TEST(record.find("secret") == std::string::npos, record);
    Parsed(record);
    if (operation == Operation::kGetKeyPolicy) {
      BOOST_TEST(record.find("\"policy\"") == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(k8_9_dates_in_words) {
  const auto text = [](int64_t seconds) {
    std::string out;
    AppendAuditDate(std::chrono::sys_seconds(std::chrono::seconds(seconds)), out);
    return out;
  };
  BOOST_TEST(text(1660171107) == "Aug 10, 2022, 10:38:27 PM");
  BOOST_TEST(text(0) == "Jan 1, 1970, 12:00:00 AM");
  BOOST_TEST(text(43200) == "Jan 1, 1970, 12:00:00 PM");
  BOOST_TEST(text(46799) == "Jan 1, 1970, 12:59:59 PM");
  BOOST_TEST(text(951782400) == "Feb 29, 2000, 12:00:00 AM");
  BOOST_TEST(text(-1) == "Dec 31, 1969, 11:59:59 PM");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::kms
