#include "crypto/pkcs11/token_key.h"

#include <algorithm>
#include <array>

#include "crypto/openssl/aes_gcm.h"

namespace keyward::crypto {
namespace {

bool SessionLost(CK_RV reason) {
  switch (reason) {
    case CKR_SESSION_HANDLE_INVALID:
    case CKR_SESSION_CLOSED:
    case CKR_USER_NOT_LOGGED_IN:
    case CKR_OBJECT_HANDLE_INVALID:
    case CKR_KEY_HANDLE_INVALID:
    case CKR_OPERATION_ACTIVE:  // left behind by a call that failed half-way
    case CKR_DEVICE_REMOVED:
    case CKR_TOKEN_NOT_PRESENT: return true;
    default: return false;
  }
}

// MayBeWrongTag: tokens differ in what they call a tag that does not verify.
bool MayBeWrongTag(CK_RV reason) {
  switch (reason) {
    case CKR_ENCRYPTED_DATA_INVALID:
    case CKR_ENCRYPTED_DATA_LEN_RANGE:
    case CKR_DATA_INVALID:
    case CKR_DATA_LEN_RANGE:
    case CKR_SIGNATURE_INVALID:
    case CKR_FUNCTION_FAILED:
    case CKR_GENERAL_ERROR: return true;
    default: return false;
  }
}

CK_GCM_PARAMS GcmParameters(ByteView iv, ByteView associated) {
  CK_GCM_PARAMS gcm{};
  gcm.iv_ptr = const_cast<uint8_t*>(iv.data());
  gcm.iv_len = iv.size();
  gcm.iv_bits = iv.size() * 8;
  gcm.aad_ptr = const_cast<uint8_t*>(associated.data());
  gcm.aad_len = associated.size();
  gcm.tag_bits = kAesGcmTagSize * 8;
  return gcm;
}

}  // namespace

Result<std::unique_ptr<TokenKey>> TokenKey::Open(const Pkcs11Key& key, ByteView pin) {
  auto kept_pin = SecretBytes::CopyOf(pin);
  if (!kept_pin) return tl::unexpected(kept_pin.error());
  std::unique_ptr<TokenKey> token_key(new TokenKey(key, std::move(*kept_pin)));
  if (auto connected = token_key->Connect(); !connected) {
    return tl::unexpected(connected.error());
  }
  return token_key;
}

Result<void> TokenKey::Connect() {
  auto session = Pkcs11Session::Open(key_, pin_.view(), Access::kUse);
  if (!session) return tl::unexpected(session.error());
  const auto handle = (*session)->FindKey(key_.label);
  if (!handle) return tl::unexpected(handle.error());
  session_ = std::move(*session);
  handle_ = *handle;
  return {};
}

CK_RV TokenKey::EncryptOnce(CK_MECHANISM& gcm, ByteView plaintext, Bytes& sealed) {
  const CK_FUNCTION_LIST& functions = session_->functions();
  const CK_RV begun = functions.C_EncryptInit(session_->handle(), &gcm, handle_);
  if (begun != CKR_OK) return begun;
  CK_ULONG size = sealed.size();
  const CK_RV done = functions.C_Encrypt(session_->handle(), const_cast<uint8_t*>(plaintext.data()),
                                         plaintext.size(), sealed.data(), &size);
  return done == CKR_OK && size != sealed.size() ? CK_RV{CKR_GENERAL_ERROR} : done;
}

CK_RV TokenKey::DecryptOnce(CK_MECHANISM& gcm, ByteView sealed, SecretBytes& plaintext) {
  // SoftHSM2 wants room for the tag too.
  auto room = SecretBytes::Create(sealed.size());
  if (!room) return CKR_HOST_MEMORY;
  const CK_FUNCTION_LIST& functions = session_->functions();
  const CK_RV begun = functions.C_DecryptInit(session_->handle(), &gcm, handle_);
  if (begun != CKR_OK) return begun;
  CK_ULONG size = room->size();
  const CK_RV done = functions.C_Decrypt(session_->handle(), const_cast<uint8_t*>(sealed.data()),
                                         sealed.size(), room->span().data(), &size);
  if (done != CKR_OK) return done;
  if (size != plaintext.size()) return CKR_GENERAL_ERROR;
  std::copy_n(room->view().begin(), size, plaintext.span().begin());
  return CKR_OK;
}

bool TokenKey::Answers() {
  const std::array<uint8_t, kAesGcmIvSize> iv{};
  CK_GCM_PARAMS parameters = GcmParameters(iv, {});
  CK_MECHANISM gcm{CKM_AES_GCM, &parameters, sizeof parameters};
  const std::array<uint8_t, 1> nothing{};
  Bytes sealed(nothing.size() + kAesGcmTagSize);
  return EncryptOnce(gcm, nothing, sealed) == CKR_OK;
}

Result<Bytes> TokenKey::Encrypt(ByteView iv, ByteView associated, ByteView plaintext) {
  CK_GCM_PARAMS parameters = GcmParameters(iv, associated);
  CK_MECHANISM gcm{CKM_AES_GCM, &parameters, sizeof parameters};
  Bytes sealed(plaintext.size() + kAesGcmTagSize);
  const std::scoped_lock lock(mutex_);
  CK_RV done = EncryptOnce(gcm, plaintext, sealed);
  if (SessionLost(done)) {
    if (auto connected = Connect(); !connected) return tl::unexpected(connected.error());
    done = EncryptOnce(gcm, plaintext, sealed);
  }
  if (done != CKR_OK) return Pkcs11Fault("encrypting with CKM_AES_GCM", done);
  return sealed;
}

Result<SecretBytes> TokenKey::Decrypt(ByteView iv, ByteView associated, ByteView sealed) {
  if (sealed.size() < kAesGcmTagSize) {
    return Fail(ErrorCode::kBadCiphertext, "the ciphertext is cut short");
  }
  auto plaintext = SecretBytes::Create(sealed.size() - kAesGcmTagSize);
  if (!plaintext) return plaintext;
  CK_GCM_PARAMS parameters = GcmParameters(iv, associated);
  CK_MECHANISM gcm{CKM_AES_GCM, &parameters, sizeof parameters};
  const std::scoped_lock lock(mutex_);
  CK_RV done = DecryptOnce(gcm, sealed, *plaintext);
  if (SessionLost(done)) {
    if (auto connected = Connect(); !connected) return tl::unexpected(connected.error());
    done = DecryptOnce(gcm, sealed, *plaintext);
  }
  if (done == CKR_OK) return plaintext;
  // A token that still answers has refused the ciphertext, not its service.
  if (MayBeWrongTag(done) && Answers()) {
    return Fail(ErrorCode::kBadCiphertext, "the token does not open the ciphertext");
  }
  return Pkcs11Fault("decrypting with CKM_AES_GCM", done);
}

}  // namespace keyward::crypto
