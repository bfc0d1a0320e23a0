// AuditRecord: one call, or one act of the service, as CloudTrail tells it (kms.md section 8).
//
// Flow      request, outcome, caller --AppendAuditRecord--> one line of JSON --> the log
// Promise   members in CloudTrail's order; nothing secret (K8.8); valid JSON whatever the request
//           said. Writing allocates nothing but what `out` grows.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kms/audit/user_identity.h"
#include "kms/exception.h"
#include "kms/operation.h"
#include "kms/value.h"

namespace keyward::kms {

// AuditResource: a key or alias that a call concerned; both have type AWS::KMS::Key (K8.5).
struct AuditResource {
  std::string_view account_id;  // the owner's
  std::string_view arn;
};

// TlsDetails: the connection; empty parts are left out.
struct TlsDetails {
  std::string_view version;
  std::string_view cipher_suite;
  std::string_view host;
  std::string_view key_exchange;
};

// kMaxAuditText: CloudTrail cuts userAgent and errorMessage at 1 KB.
inline constexpr size_t kMaxAuditText = 1024;

// AuditCall: one API call. Views and pointers are read by AppendAuditRecord alone.
struct AuditCall {
  Operation operation = Operation::kDecrypt;
  const UserIdentity* caller = nullptr;  // never null when written
  std::chrono::sys_seconds time;
  std::string_view region;
  std::string_view source_ip_address;      // the service's name where it was invoked by one (K8.3)
  std::string_view user_agent;             // likewise
  const AwsError* error = nullptr;         // null: success
  const Document* request = nullptr;       // null: it could not be read
  const Document* response = nullptr;      // of a success
  std::string_view additional_event_data;  // a JSON object; empty: none
  std::string_view request_id;
  std::string_view event_id;
  std::span<const AuditResource> resources;  // empty: none, or not resolved
  std::string_view recipient_account_id;
  std::string_view shared_event_id;  // of a cross-account pair; empty: none
  std::string_view vpc_endpoint_id;  // empty: none
  const TlsDetails* tls = nullptr;
  bool from_console = false;
};

// AppendAuditRecord writes the record, without a line break (K8.1–K8.9).
void AppendAuditRecord(const AuditCall& call, std::string& out);

// LoggedByOwner tells whether the key's owner gets a copy of a cross-account call: not of one that
// was denied (K8.7).
bool LoggedByOwner(const AuditCall& call);

// OwnerCopy is that copy: same call, same shared event id, the caller reduced to `reduced`
// (ReducedIdentity), an event id of its own.
AuditCall OwnerCopy(const AuditCall& call, const UserIdentity& reduced,
                    std::string_view owner_account, std::string_view event_id);

// AppendSynchronizationRecord writes what the multi-Region service-linked role does to a related key (K8.20); of
// the call's own members, operation, request and response are not used.
void AppendSynchronizationRecord(const AuditCall& call, std::string& out);

// ServiceEventName: what the service does by itself.
enum class ServiceEventName : uint8_t { kDeleteExpiredKeyMaterial, kDeleteKey, kRotateKey };

// ServiceEvent: an act of the service without an API call (K8.20). Empty details are left out.
struct ServiceEvent {
  ServiceEventName name = ServiceEventName::kRotateKey;
  std::chrono::sys_seconds time;
  std::string_view region;
  std::string_view account_id;  // the key's owner
  std::string_view event_id;
  std::span<const AuditResource> resources;
  std::string_view rotation_type;
  std::string_view key_origin;
  std::string_view previous_key_material_id;
  std::string_view current_key_material_id;
  std::string_view key_id;
  std::string_view key_material_id;
  std::string_view additional_event_data;  // a JSON object; empty: none
};

// AppendServiceEvent writes its record, without a line break.
void AppendServiceEvent(const ServiceEvent& event, std::string& out);

}  // namespace keyward::kms
