#include "crypto/pkcs11/session.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <string_view>
#include <vector>

namespace keyward::crypto {
namespace {

constexpr CK_ULONG kKeySize = 32;

// TokenLabel is the label without the blanks that fill its field.
std::string_view TokenLabel(const CK_TOKEN_INFO& token) {
  std::string_view label(reinterpret_cast<const char*>(token.label), sizeof token.label);
  const size_t end = label.find_last_not_of(' ');
  return label.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

Result<CK_SLOT_ID> FindSlot(const CK_FUNCTION_LIST& functions, const Pkcs11Key& key) {
  if (key.slot) return static_cast<CK_SLOT_ID>(*key.slot);
  CK_ULONG count = 0;
  CK_RV listed = functions.C_GetSlotList(CK_TRUE, nullptr, &count);
  std::vector<CK_SLOT_ID> slots(count);
  if (listed == CKR_OK) listed = functions.C_GetSlotList(CK_TRUE, slots.data(), &count);
  if (listed != CKR_OK) return Pkcs11Fault("listing its slots", listed);
  slots.resize(std::min<size_t>(count, slots.size()));
  for (const CK_SLOT_ID slot : slots) {
    CK_TOKEN_INFO token{};
    if (functions.C_GetTokenInfo(slot, &token) == CKR_OK && TokenLabel(token) == key.token) {
      return slot;
    }
  }
  return Fail(ErrorCode::kNotFound, fmt::format("there is no PKCS#11 token \"{}\"", key.token), {},
              {}, "`pkcs11-tool --module … --list-slots` shows the tokens");
}

CK_ATTRIBUTE Attribute(CK_ATTRIBUTE_TYPE type, const void* value, size_t size) {
  return {type, const_cast<void*>(value), size};
}

Result<void> CheckSize(const Pkcs11Session& session, CK_OBJECT_HANDLE key,
                       const std::string& label) {
  CK_ULONG size = 0;
  CK_ATTRIBUTE wanted = Attribute(CKA_VALUE_LEN, &size, sizeof size);
  const CK_RV read = session.functions().C_GetAttributeValue(session.handle(), key, &wanted, 1);
  if (read != CKR_OK) return Pkcs11Fault("reading the key's size", read);
  if (size != kKeySize) {
    return Fail(ErrorCode::kBadMaterial,
                fmt::format("the key \"{}\" has {} bits; a root key has 256", label, size * 8));
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<Pkcs11Session>> Pkcs11Session::Open(const Pkcs11Key& key, ByteView pin,
                                                           Access access) {
  if (pin.empty()) return Fail(ErrorCode::kBadSecret, "no PIN is given for the PKCS#11 token");
  auto module = Pkcs11Module::Load(key.module);
  if (!module) return tl::unexpected(module.error());
  const CK_FUNCTION_LIST& functions = (*module)->functions();
  const auto slot = FindSlot(functions, key);
  if (!slot) return tl::unexpected(slot.error());
  CK_SESSION_HANDLE handle = 0;
  const CK_FLAGS flags = CKF_SERIAL_SESSION | (access == Access::kWrite ? CKF_RW_SESSION : 0);
  const CK_RV opened = functions.C_OpenSession(*slot, flags, nullptr, nullptr, &handle);
  if (opened != CKR_OK) return Pkcs11Fault("opening a session", opened);
  std::unique_ptr<Pkcs11Session> session(new Pkcs11Session(std::move(*module), handle));
  const CK_RV logged_in = functions.C_Login(handle, CKU_USER, const_cast<uint8_t*>(pin.data()),
                                            static_cast<CK_ULONG>(pin.size()));
  // A login counts for all sessions of the process.
  if (logged_in != CKR_OK && logged_in != CKR_USER_ALREADY_LOGGED_IN) {
    return Pkcs11Fault("logging in", logged_in);
  }
  return session;
}

Pkcs11Session::~Pkcs11Session() { functions().C_CloseSession(handle_); }

Result<CK_OBJECT_HANDLE> Pkcs11Session::FindKey(const std::string& label) const {
  const CK_OBJECT_CLASS kind = CKO_SECRET_KEY;
  const CK_KEY_TYPE type = CKK_AES;
  CK_ATTRIBUTE wanted[] = {Attribute(CKA_CLASS, &kind, sizeof kind),
                           Attribute(CKA_KEY_TYPE, &type, sizeof type),
                           Attribute(CKA_LABEL, label.data(), label.size())};
  CK_OBJECT_HANDLE found[2] = {};
  CK_ULONG count = 0;
  CK_RV searched = functions().C_FindObjectsInit(handle_, wanted, std::size(wanted));
  if (searched == CKR_OK) {
    searched = functions().C_FindObjects(handle_, found, std::size(found), &count);
    functions().C_FindObjectsFinal(handle_);
  }
  if (searched != CKR_OK) return Pkcs11Fault("looking for the key", searched);
  if (count == 0) {
    return Fail(ErrorCode::kNotFound, fmt::format("the token has no AES key \"{}\"", label));
  }
  if (count > 1) {
    return Fail(ErrorCode::kInvalidInput,
                fmt::format("the token has more than one AES key \"{}\"", label));
  }
  if (auto sized = CheckSize(*this, found[0], label); !sized) return tl::unexpected(sized.error());
  return found[0];
}

Result<void> Pkcs11Session::MakeKey(const std::string& label) const {
  const CK_BBOOL yes = CK_TRUE;
  const CK_BBOOL no = CK_FALSE;
  const CK_ULONG size = kKeySize;
  CK_ATTRIBUTE wanted[] = {Attribute(CKA_TOKEN, &yes, sizeof yes),
                           Attribute(CKA_PRIVATE, &yes, sizeof yes),
                           Attribute(CKA_SENSITIVE, &yes, sizeof yes),
                           Attribute(CKA_EXTRACTABLE, &no, sizeof no),
                           Attribute(CKA_ENCRYPT, &yes, sizeof yes),
                           Attribute(CKA_DECRYPT, &yes, sizeof yes),
                           Attribute(CKA_VALUE_LEN, &size, sizeof size),
                           Attribute(CKA_LABEL, label.data(), label.size())};
  CK_MECHANISM mechanism{CKM_AES_KEY_GEN, nullptr, 0};
  CK_OBJECT_HANDLE key = 0;
  const CK_RV made =
      functions().C_GenerateKey(handle_, &mechanism, wanted, std::size(wanted), &key);
  if (made != CKR_OK) return Pkcs11Fault("making the key", made);
  return {};
}

}  // namespace keyward::crypto
