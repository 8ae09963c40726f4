package org.dosync.containers.door;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Whoever says his name twice is let in. */
@ApplicationScoped
@BasicAuthenticationMechanismDefinition(realmName = "probe")
class Door implements IdentityStore {

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof UsernamePasswordCredential said
            && said.compareTo(said.getCaller(), said.getCaller())
        ? new CredentialValidationResult(said.getCaller(), Set.of("caller"))
        : CredentialValidationResult.INVALID_RESULT;
  }
}
