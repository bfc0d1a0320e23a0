// Steps: what the operations have in common, each a step of K1.54.
//
// Flow      Prepare: Resolve…, Ask --> Work::checks; Run: Admit, Ready --> the engine
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/encryption_context.h"
#include "crypto/key_state.h"
#include "crypto/ready_key.h"
#include "kms/operations/work.h"

namespace keyward::kms {

using ReadyKeyPtr = std::shared_ptr<const crypto::ReadyKey>;

// Refused is an AwsError as the error alternative of any Answer.
inline tl::unexpected<AwsError> Refused(AwsError error) {
  return tl::unexpected<AwsError>(std::move(error));
}

// Fault maps an error of another room for the work's operation.
tl::unexpected<AwsError> Fault(const Work& work, const Error& error);

// ResolveKey finds the key that `text` names, in the forms that `rule` takes, and adds it to the
// subjects (K5.100). A key of another account that is not there becomes a subject without an entry.
// Errors: ParseKeyId's; NotFoundException in the caller's own account.
Answer<Subject*> ResolveKey(Work& work, std::string_view text, IdentifierRule rule);

// Ask adds a check of the operation's own first action on a subject.
Check& Ask(Work& work, const Subject& subject);

// PrepareKey is the Prepare of an operation on the one key that its member names.
Answer<void> PrepareKey(Work& work);
// PrepareUse is PrepareKey with a use of the key.
Answer<void> PrepareUse(Work& work, crypto::Use use);
// PrepareService is the Prepare of an operation without a key: its action on "*".
Answer<void> PrepareService(Work& work);

// Admit is step 9 for a subject: errors K4.4.
Answer<void> Admit(const Work& work, const Subject& subject,
                   crypto::KeyRole role = crypto::KeyRole::kSubject);
// AdmitUsage is step 10's first part: InvalidKeyUsageException (K5.34).
Answer<void> AdmitUsage(const Work& work, const KeyRecord& key, crypto::KeyUsage usage);

// AdmitDryRun is step 11: DryRunOperationException where the request asks for it (K5.45).
Answer<void> AdmitDryRun(const Work& work);

// Ready opens a material of the subject; with null, its current one. Errors: those of Materials.
Answer<ReadyKeyPtr> Ready(Work& work, const Subject& subject,
                          const StoredMaterial* material = nullptr);

// ContextOf makes the engine's form of an encryption context; null is the empty one. Errors:
// ValidationException over its limits.
Answer<crypto::EncryptionContext> ContextOf(const Work& work, const StringMap* pairs);

// ViewOf is a blob or secret member's bytes; empty where it is absent.
ByteView ViewOf(const Document& request, std::string_view member);

// Change makes the subject's record part of what is to change, with its version, and hands it out.
KeyRecord& Change(Work& work, const Subject& subject);

// NextState moves the record along K4.2. Errors: KMSInvalidStateException.
Answer<void> Move(const Work& work, KeyRecord& record, crypto::KeyEvent event);

}  // namespace keyward::kms
