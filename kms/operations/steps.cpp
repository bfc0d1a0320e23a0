#include "kms/operations/steps.h"

#include "base/check.h"
#include "kms/error_table.h"
#include "kms/refusals.h"

namespace keyward::kms {
namespace {

// kNowhere is the key id under which a key is asked for that another account does not have.
constexpr std::string_view kNowhere = "00000000-0000-0000-0000-000000000000";

Exception ExceptionOf(crypto::StateException exception) {
  switch (exception) {
    case crypto::StateException::kDisabledException: return Exception::kDisabledException;
    case crypto::StateException::kKMSInvalidStateException:
      return Exception::kKMSInvalidStateException;
    case crypto::StateException::kUnsupportedOperationException: break;
  }
  return Exception::kUnsupportedOperationException;
}

// Missing is a reference to nothing: NotFoundException in one's own account (K1.56), else a subject
// that is asked for like any other and that no policy allows (K1.51).
Answer<Subject> Missing(const Work& work, const KeyReference& reference) {
  if (!reference.foreign) {
    if (reference.IsAlias()) return Refused(AliasNotFound(reference.arn));
    return Refused(KeyDoesNotExist(reference.arn));
  }
  Subject subject;
  subject.account = reference.account;
  subject.arn = reference.arn;
  if (reference.IsAlias()) {
    subject.arn = KeyArn({work.call.partition, work.call.region, reference.account}, kNowhere);
  }
  return subject;
}

}  // namespace

tl::unexpected<AwsError> Fault(const Work& work, const Error& error) {
  return Refused(ToAwsError(error, work.operation()));
}

Answer<Subject*> ResolveKey(Work& work, std::string_view text, IdentifierRule rule) {
  const auto reference = ParseKeyId(text, rule, work.endpoint());
  if (!reference) return tl::unexpected(reference.error());
  std::string arn = reference->arn;
  if (reference->IsAlias()) {
    const StoredAliasPtr alias = work.keys.FindAlias(arn);
    arn = alias == nullptr ? std::string() : alias->record.KeyArn();
  }
  Subject subject;
  subject.entry = work.keys.FindKey(arn);
  if (subject.entry == nullptr) {
    auto missing = Missing(work, *reference);
    if (!missing) return tl::unexpected(missing.error());
    subject = std::move(*missing);
  } else {
    subject.arn = subject.key().arn();
    subject.account = subject.record().account;
  }
  if (reference->IsAlias()) {
    subject.request_alias = reference->name;
    if (reference->foreign) subject.shown = reference->arn;
  }
  work.subjects.push_back(std::move(subject));
  return &work.subjects.back();
}

Check& Ask(Work& work, const Subject& subject) {
  Check check;
  check.action = FactsOf(work.operation()).action;
  check.subject = &subject;
  work.checks.push_back(std::move(check));
  return work.checks.back();
}

Answer<void> PrepareKey(Work& work) {
  const OperationFacts& facts = FactsOf(work.operation());
  const auto text = work.request.String(facts.member);
  if (!text) return Refuse(Exception::kValidationException, "The key identifier is missing.");
  const auto subject = ResolveKey(work, *text, facts.identifier);
  if (!subject) return tl::unexpected(subject.error());
  Ask(work, **subject);
  return {};
}

Answer<void> PrepareUse(Work& work, crypto::Use use) {
  if (auto prepared = PrepareKey(work); !prepared) return prepared;
  Check& check = work.checks.back();
  check.use = use;
  check.used_key = check.subject->arn;
  return {};
}

Answer<void> PrepareService(Work& work) {
  Check check;
  check.action = FactsOf(work.operation()).action;
  work.checks.push_back(std::move(check));
  return {};
}

Answer<void> Admit(const Work& work, const Subject& subject, crypto::KeyRole role) {
  const KeyRecord& key = subject.record();
  const auto operation = crypto::KeyOperationOf(FactsOf(work.operation()).name);
  if (!operation) return {};
  const auto refusal = crypto::Refusal(*operation, key.state, key.origin, role);
  if (!refusal) return {};
  return Refuse(ExceptionOf(refusal->exception),
                crypto::RefusalMessage(*refusal, subject.arn, key.origin));
}

Answer<void> AdmitUsage(const Work& work, const KeyRecord& key, crypto::KeyUsage usage) {
  if (key.usage == usage) return {};
  return Refused(UsageNotValid(key.Arn(), Name(key.usage), work.operation()));
}

Answer<void> AdmitDryRun(const Work& work) {
  if (!work.request.Boolean("DryRun").value_or(false)) return {};
  return Refuse(Exception::kDryRunOperationException);
}

Answer<ReadyKeyPtr> Ready(Work& work, const Subject& subject, const StoredMaterial* material) {
  const KeyRecord& key = subject.record();
  if (material == nullptr) material = key.Current();
  if (material == nullptr) {
    return Refused(KeyIs(RefusingState::kPendingImport, subject.arn));
  }
  auto ready = work.materials.Open(key, *material);
  if (!ready) return Fault(work, ready.error());
  return *ready;
}

Answer<crypto::EncryptionContext> ContextOf(const Work& work, const StringMap* pairs) {
  if (pairs == nullptr) return crypto::EncryptionContext();
  auto context = crypto::EncryptionContext::Create({pairs->begin(), pairs->end()});
  if (context) return *context;
  if (context.error().code == ErrorCode::kTooLarge) {
    return Refuse(Exception::kValidationException, context.error().message);
  }
  return Fault(work, context.error());
}

ByteView ViewOf(const Document& request, std::string_view member) {
  if (const Bytes* blob = request.Blob(member)) return *blob;
  if (const crypto::SecretBytes* secret = request.Secret(member)) return secret->view();
  return {};
}

KeyRecord& Change(Work& work, const Subject& subject) {
  work.changes.keys.push_back({subject.record(), subject.key().version()});
  return work.changes.keys.back().record;
}

Answer<void> Move(const Work& work, KeyRecord& record, crypto::KeyEvent event) {
  const auto next = crypto::NextState(record.state, event);
  if (!next) return Fault(work, next.error());
  KEYWARD_CHECK(next->has_value());  // no operation ends a key at once
  record.state = **next;
  return {};
}

}  // namespace keyward::kms
