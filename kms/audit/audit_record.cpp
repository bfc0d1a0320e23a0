#include "kms/audit/audit_record.h"

#include "base/check.h"
#include "kms/audit/member_writer.h"
#include "kms/audit/shown_members.h"
#include "kms/audit/time_text.h"

namespace keyward::kms {
namespace {

constexpr std::string_view kAwsInternal = "AWS Internal";

void AppendTime(std::chrono::sys_seconds time, MemberWriter& writer, std::string& out) {
  writer.Raw("eventTime");
  out += '"';
  AppendIsoTime(time, out);
  out += '"';
}

void AppendResources(std::span<const AuditResource> resources, MemberWriter& writer,
                     std::string& out) {
  writer.Raw("resources");
  char before = '[';
  if (resources.empty()) out += before;
  for (const AuditResource& resource : resources) {
    out += before;
    out += R"({"accountId":)";
    AppendJsonString(resource.account_id, out);
    out += R"(,"type":"AWS::KMS::Key","ARN":)";
    AppendJsonString(resource.arn, out);
    out += '}';
    before = ',';
  }
  out += ']';
}

// Cut keeps what CloudTrail keeps of a long text, and no half character.
std::string_view Cut(std::string_view text) {
  if (text.size() <= kMaxAuditText) return text;
  size_t end = kMaxAuditText;
  while (end > kMaxAuditText - 4 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end);
}

// AppendOrigin writes from where the call came; a service's call tells the service (K8.3).
void AppendOrigin(const AuditCall& call, MemberWriter& writer) {
  const std::string_view service = call.caller->invoked_by;
  writer.Text("sourceIPAddress", service.empty() ? call.source_ip_address : service);
  writer.Text("userAgent", service.empty() ? Cut(call.user_agent) : service);
}

void AppendError(const AwsError& error, MemberWriter& writer) {
  writer.Text("errorCode", AuditCode(error.exception));
  writer.Text("errorMessage", Cut(error.message));
}

void AppendTls(const TlsDetails& tls, MemberWriter& writer, std::string& out) {
  writer.Raw("tlsDetails");
  out += '{';
  MemberWriter details(out);
  details.Text("tlsVersion", tls.version);
  details.Text("cipherSuite", tls.cipher_suite);
  details.Text("clientProvidedHostHeader", tls.host);
  details.Text("keyExchange", tls.key_exchange);
  out += '}';
}

void AppendRequest(const AuditCall& call, MemberWriter& writer, std::string& out) {
  writer.Raw("requestParameters");
  if (call.request == nullptr) {
    out += "null";
  } else {
    AppendRequestParameters(call.operation, *call.request, out);
  }
  writer.Raw("responseElements");
  if (call.response == nullptr || call.error != nullptr) {
    out += "null";
  } else {
    const std::string_view arn = call.resources.empty() ? "" : call.resources.front().arn;
    AppendResponseElements(call.operation, *call.response, arn, out);
  }
}

void AppendHead(const AuditCall& call, std::string_view name, MemberWriter& writer,
                std::string& out) {
  KEYWARD_CHECK(call.caller != nullptr);
  writer.Literal("eventVersion", "\"1.11\"");
  writer.Raw("userIdentity");
  AppendUserIdentity(*call.caller, out);
  AppendTime(call.time, writer, out);
  writer.Literal("eventSource", "\"kms.amazonaws.com\"");
  writer.Text("eventName", name);
  writer.Text("awsRegion", call.region);
  AppendOrigin(call, writer);
  if (call.error != nullptr) AppendError(*call.error, writer);
}

void AppendTail(const AuditCall& call, bool read_only, bool lists_resources, MemberWriter& writer,
                std::string& out) {
  if (!call.additional_event_data.empty()) {
    writer.Literal("additionalEventData", call.additional_event_data);
  }
  writer.Text("requestID", call.request_id);
  writer.Text("eventID", call.event_id);
  writer.Literal("readOnly", read_only ? "true" : "false");
  if (lists_resources) AppendResources(call.resources, writer, out);
  writer.Literal("eventType", "\"AwsApiCall\"");
  writer.Literal("managementEvent", "true");
  writer.Text("recipientAccountId", call.recipient_account_id);
  writer.Text("sharedEventID", call.shared_event_id);
  writer.Text("vpcEndpointId", call.vpc_endpoint_id);
  writer.Literal("eventCategory", "\"Management\"");
  if (call.tls != nullptr && call.caller->invoked_by.empty()) AppendTls(*call.tls, writer, out);
  if (call.from_console) writer.Literal("sessionCredentialFromConsole", "\"true\"");
}

std::string_view NameOf(ServiceEventName name) {
  switch (name) {
    case ServiceEventName::kDeleteExpiredKeyMaterial: return "DeleteExpiredKeyMaterial";
    case ServiceEventName::kDeleteKey: return "DeleteKey";
    case ServiceEventName::kRotateKey: return "RotateKey";
  }
  return "";
}

void AppendDetails(const ServiceEvent& event, MemberWriter& writer, std::string& out) {
  if (event.name == ServiceEventName::kDeleteKey) return;
  writer.Raw("serviceEventDetails");
  out += '{';
  MemberWriter details(out);
  if (event.name == ServiceEventName::kRotateKey) {
    details.Text("rotationType", event.rotation_type);
    details.Text("keyOrigin", event.key_origin);
    details.Text("previousKeyMaterialId", event.previous_key_material_id);
    details.Text("currentKeyMaterialId", event.current_key_material_id);
  }
  details.Text("keyId", event.key_id);
  if (event.name == ServiceEventName::kDeleteExpiredKeyMaterial) {
    details.Text("keyMaterialId", event.key_material_id);
  }
  out += '}';
}

}  // namespace

void AppendAuditRecord(const AuditCall& call, std::string& out) {
  const OperationFacts& facts = FactsOf(call.operation);
  const compiler::KmsActionFacts& action = compiler::FactsOf(facts.action);
  out += '{';
  MemberWriter writer(out);
  AppendHead(call, facts.name, writer, out);
  AppendRequest(call, writer, out);
  const bool lists = !call.resources.empty() || action.resource == compiler::KmsResource::kNone;
  AppendTail(call, action.read_only, lists, writer, out);
  out += '}';
}

bool LoggedByOwner(const AuditCall& call) {
  return call.error == nullptr || call.error->exception != Exception::kAccessDeniedException;
}

AuditCall OwnerCopy(const AuditCall& call, const UserIdentity& reduced,
                    std::string_view owner_account, std::string_view event_id) {
  AuditCall copy = call;
  copy.caller = &reduced;
  copy.recipient_account_id = owner_account;
  copy.event_id = event_id;
  return copy;
}

void AppendSynchronizationRecord(const AuditCall& call, std::string& out) {
  out += '{';
  MemberWriter writer(out);
  AppendHead(call, "SynchronizeMultiRegionKey", writer, out);
  writer.Literal("requestParameters", "null");
  writer.Literal("responseElements", "null");
  AppendTail(call, false, true, writer, out);
  out += '}';
}

void AppendServiceEvent(const ServiceEvent& event, std::string& out) {
  out += '{';
  MemberWriter writer(out);
  writer.Literal("eventVersion", "\"1.11\"");
  writer.Raw("userIdentity");
  out += '{';
  MemberWriter identity(out);
  identity.Text("accountId", event.account_id);
  identity.Text("invokedBy", kAwsInternal);
  out += '}';
  AppendTime(event.time, writer, out);
  writer.Literal("eventSource", "\"kms.amazonaws.com\"");
  writer.Text("eventName", NameOf(event.name));
  writer.Text("awsRegion", event.region);
  writer.Text("sourceIPAddress", kAwsInternal);
  writer.Text("userAgent", kAwsInternal);
  writer.Literal("requestParameters", "null");
  writer.Literal("responseElements", "null");
  if (!event.additional_event_data.empty()) {
    writer.Literal("additionalEventData", event.additional_event_data);
  }
  writer.Text("eventID", event.event_id);
  writer.Literal("readOnly", "false");
  AppendResources(event.resources, writer, out);
  writer.Literal("eventType", "\"AwsServiceEvent\"");
  writer.Literal("managementEvent", "true");
  writer.Text("recipientAccountId", event.account_id);
  AppendDetails(event, writer, out);
  writer.Literal("eventCategory", "\"Management\"");
  out += '}';
}

}  // namespace keyward::kms
