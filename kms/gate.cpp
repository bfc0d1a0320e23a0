#include "kms/gate.h"

#include "crypto/random.h"
#include "kms/error_table.h"
#include "kms/gate/authorization.h"
#include "kms/gate/identity.h"
#include "kms/gate/reasoning.h"
#include "kms/grant_token.h"
#include "kms/operations/work.h"
#include "kms/validate.h"

namespace keyward::kms {
namespace {

// OwnerOf is the account that owns the call's keys, where that is another than the caller's.
std::string OwnerOf(const Work& work) {
  const std::string& caller = work.call.caller.principal.account;
  for (const Subject& subject : work.subjects) {
    const bool foreign = !caller.empty() && subject.account != caller;
    if (foreign && subject.entry != nullptr) return subject.account;
  }
  return {};
}

// ResourcesOf leaves other accounts' keys out of a denial, which tells nothing of them (K1.51).
std::vector<AuditResource> ResourcesOf(const Work& work, const Answer<Document>& answer) {
  std::vector<AuditResource> resources;
  const bool denied = !answer && answer.error().exception == Exception::kAccessDeniedException;
  for (const Subject& subject : work.subjects) {
    if (denied && subject.account != work.call.caller.principal.account) continue;
    if (subject.entry != nullptr) resources.push_back({subject.account, subject.arn});
  }
  for (const auto& [account, arn] : work.resources) resources.push_back({account, arn});
  return resources;
}

// Write is the record's text, without the request where that makes it too large for the log.
std::string Write(AuditCall call) {
  std::string record;
  AppendAuditRecord(call, record);
  if (record.size() <= store::kMaxRecordBytes) return record;
  call.request = nullptr;
  call.additional_event_data = {};
  record.clear();
  AppendAuditRecord(call, record);
  return record;
}

// AuditOf fills what a record says of the call itself; ids and reasoning are the caller's to add.
AuditCall AuditOf(const Work& work, const UserIdentity& identity, const Answer<Document>& answer,
                  const std::vector<AuditResource>& resources) {
  const Call& call = work.call;
  AuditCall audit;
  audit.operation = call.operation;
  audit.caller = &identity;
  audit.time = std::chrono::floor<std::chrono::seconds>(work.now);
  audit.region = call.region;
  audit.source_ip_address = call.source_ip_address;
  audit.user_agent = call.user_agent;
  audit.error = answer ? nullptr : &answer.error();
  audit.request = call.request ? &*call.request : nullptr;
  audit.response = answer ? &*answer : nullptr;
  audit.request_id = call.request_id;
  audit.resources = resources;
  audit.recipient_account_id = call.caller.principal.account;
  audit.vpc_endpoint_id = call.vpc_endpoint_id;
  audit.tls = call.tls ? &*call.tls : nullptr;
  return audit;
}

// Compose makes the records of a call: the caller's, and a copy for another owner (K8.7).
Result<std::vector<TrailEntry>> Compose(const Work& work, const Reasoning& reasoning,
                                        const Answer<Document>& answer) {
  const UserIdentity identity = IdentityOf(work.call);
  const std::vector<AuditResource> resources = ResourcesOf(work, answer);
  const auto event_id = crypto::RandomUuid();
  const auto copy_id = crypto::RandomUuid();
  const auto shared_id = crypto::RandomUuid();
  if (!event_id || !copy_id || !shared_id) {
    return Fail(ErrorCode::kFault, "no random bytes for an event id");
  }
  AuditCall audit = AuditOf(work, identity, answer, resources);
  audit.event_id = *event_id;
  const std::string owner = OwnerOf(work);
  const bool two = !owner.empty() && LoggedByOwner(audit);
  if (two) audit.shared_event_id = *shared_id;
  const std::string told =
      reasoning.EventData(work.event_data, owner.empty() ? Reader::kOneAccount : Reader::kCaller);
  audit.additional_event_data = told;
  std::vector<TrailEntry> entries = {{*event_id, Write(audit)}};
  if (!two) return entries;
  const UserIdentity reduced = ReducedIdentity(identity);
  AuditCall copy = OwnerCopy(audit, reduced, owner, *copy_id);
  const std::string owners = reasoning.EventData(work.event_data, Reader::kOwner);
  copy.additional_event_data = owners;
  entries.push_back({*copy_id, Write(copy)});
  return entries;
}

tl::unexpected<AwsError> Broken() { return Refuse(Exception::kKMSInternalException); }

// CheckRequest is K1.54 steps 2, 3 and what of 5 needs no operation.
Answer<void> CheckRequest(const Work& work) {
  if (!work.call.request) return tl::unexpected(work.call.request.error());
  const auto violations = Validate(work.operation(), work.request);
  if (!violations.empty()) return tl::unexpected(ValidationError(violations));
  // No attestation document can be verified here: nothing is answered to an enclave (K5.40).
  if (work.request.Has("Recipient")) return Refuse(Exception::kUnsupportedOperationException);
  if (!FactsOf(work.operation()).grant_tokens) return {};
  const List* tokens = work.request.Elements("GrantTokens");
  if (tokens == nullptr) return {};
  for (const Value& token : *tokens) {
    if (!ReadGrantToken(work.materials.seal(), *token.As<std::string>())) {
      return Refuse(Exception::kInvalidGrantTokenException);
    }
  }
  return {};
}

}  // namespace

Result<crypto::Permit> Gate::Mint(const Work& work) {
  std::vector<crypto::PermittedUse> uses;
  for (const Check& check : work.checks) {
    if (check.use) uses.push_back({check.used_key, *check.use});
  }
  if (uses.size() > crypto::kMaxPermittedUses) {
    return Fail(ErrorCode::kInternal, "a call has more uses than a permit");
  }
  return crypto::Permit(std::move(uses));
}

// Decide asks every check, in order; the first that is not allowed is the answer.
Answer<void> Gate::Decide(Work& work, Reasoning& reasoning) const {
  if (work.checks.empty()) return Broken();  // an operation that asks nothing is a fault of ours
  for (const Check& check : work.checks) {
    Authorization authorization;
    kms::Decide(work, check, authorization);
    reasoning.Add(work, authorization);
    if (!authorization.Allowed()) {
      return Refuse(Exception::kAccessDeniedException, DeniedMessage(authorization));
    }
    if (check.subject != nullptr && check.subject->entry == nullptr) return Broken();
  }
  return {};
}

Answer<Document> Gate::Attempt(Work& work, Reasoning& reasoning) {
  if (auto checked = CheckRequest(work); !checked) return tl::unexpected(checked.error());
  const OperationCode* code = CodeOf(work.operation());
  if (code == nullptr) return Refuse(Exception::kUnsupportedOperationException);
  if (auto prepared = code->prepare(work); !prepared) return tl::unexpected(prepared.error());
  if (auto decided = Decide(work, reasoning); !decided) return tl::unexpected(decided.error());
  const auto permit = Mint(work);
  if (!permit) return Broken();
  work.permit = &*permit;
  auto answer = code->run(work);
  work.permit = nullptr;
  if (!answer) work.changes = {};
  return answer;
}

Answer<Document> Gate::Perform(const Call& call) {
  static const Document kUnread;
  for (int attempt = 1;; ++attempt) {
    if (trail_.Failed()) return Broken();
    Work work{call, call.request ? *call.request : kUnread, keys_, materials_,
              std::chrono::floor<std::chrono::milliseconds>(clock_.Now())};
    Reasoning reasoning;
    Answer<Document> answer = Attempt(work, reasoning);
    const auto entries = Compose(work, reasoning, answer);
    if (!entries) return Broken();
    if (work.changes.empty()) {
      if (!trail_.Append(*entries)) return Broken();
      return answer;
    }
    bool committed = false;
    const auto written = trail_.Commit(keys_, work.changes, *entries, committed);
    if (written) return answer;
    if (committed) return Broken();  // done, and its record waits in the outbox: not acknowledged
    if (written.error().code == ErrorCode::kConflict && attempt < kMaxAttempts) continue;
    // Nothing was changed: that is what is recorded and answered.
    work.changes = {};
    answer = tl::unexpected(ToAwsError(written.error(), call.operation));
    const auto refusal = Compose(work, reasoning, answer);
    if (!refusal || !trail_.Append(*refusal)) return Broken();
    return answer;
  }
}

}  // namespace keyward::kms
